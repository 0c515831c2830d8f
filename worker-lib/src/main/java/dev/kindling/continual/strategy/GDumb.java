package dev.kindling.continual.strategy;

import static dev.kindling.fault.UserMistake.requireRange;

/**
 * GDumb (Prabhu, Torr, Dokania, ECCV 2020): the stream only fills a memory with as many examples of each class seen, and the model is a
 * fresh one trained on the memory alone, made again after every experience. The paper fills greedily in the order of arrival; here the
 * keys choose, so that order does not matter.
 *
 * @param memory most examples kept, at least one for each class
 * @param rounds rounds of the federated method on the memory, which one client holds then, at least 1
 */
public record GDumb(int memory, int rounds) implements Strategy {

    public GDumb {
        requireRange(memory >= 1, "memory", "at least 1", memory);
        requireRange(rounds >= 1, "rounds", "at least 1", rounds);
    }

    /** 1,000 examples, 30 rounds. */
    public static GDumb defaults() {
        return new GDumb(1000, 30);
    }

    @Override
    public Study study() {
        return Study.MEMORY;
    }

    @Override
    public int rounds(int asked) {
        return rounds;
    }

    @Override
    public Keeping keeping() {
        return new KeepSamples(memory, true, false);
    }
}

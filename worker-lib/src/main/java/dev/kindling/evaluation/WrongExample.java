package dev.kindling.evaluation;

import dev.kindling.data.Examples;

/** An example that a model got wrong: where it stands in its split, itself, and what it was taken for. */
public final class WrongExample {

    private final long position;
    private final Examples example;
    private final int predicted;

    /** {@code example} holds exactly one example. */
    public WrongExample(long position, Examples example, int predicted) {
        this.position = position;
        this.example = example;
        this.predicted = predicted;
    }

    public long position() {
        return position;
    }

    public Examples example() {
        return example;
    }

    public int predicted() {
        return predicted;
    }
}

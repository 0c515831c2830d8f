package dev.kindling.learn.perforated;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import java.io.Serializable;

/** What a round trains. */
record Phase(Perforated settings, Work work) implements Trainable {

    /** Who works in a round. */
    enum Kind {
        NEURONS,
        CANDIDATES,
        MEASURE
    }

    /**
     * A round's work.
     *
     * @param dendrite whose candidates it is about, or how many dendrites neurons have
     */
    record Work(Kind kind, int dendrite) implements Serializable {

        /** Rounds that candidates do not take are dealt to one phase of neurons more than there are dendrites, as evenly as they allow. */
        static Work of(Perforated settings, int round, int rounds) {
            int grown = settings.dendrites();
            int neurons = rounds - Math.multiplyExact(grown, settings.candidateRounds());
            if (neurons <= grown) {
                throw new UserMistake("rounds: expected at least "
                        + (Math.multiplyExact(grown, settings.candidateRounds() + 1) + 1) + ", "
                        + settings.candidateRounds() + " for the candidates of each of " + grown
                        + " dendrites and one for neurons before, between and behind, found " + rounds
                        + "; raise rounds, or lower learner.dendrites or learner.candidate-rounds");
            }
            int end = 0;
            for (int k = 0; ; k++) {
                end += neurons * (k + 1) / (grown + 1) - neurons * k / (grown + 1);
                if (round < end || k == grown) {
                    return new Work(Kind.NEURONS, k);
                }
                end += settings.candidateRounds();
                if (round < end) {
                    return new Work(round == end - 1 ? Kind.MEASURE : Kind.CANDIDATES, k);
                }
            }
        }
    }

    @Override
    public Layout layout(Problem problem) {
        return settings.layout(problem);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        GrownNetwork network = settings.place(problem);
        return switch (work.kind()) {
            case NEURONS -> new NeuronTrainer(network, batchCapacity, rule);
            case CANDIDATES -> new CandidateTrainer(network, work.dendrite(), batchCapacity, rule);
            case MEASURE -> new CandidateMeasure(network, work.dendrite(), batchCapacity);
        };
    }
}

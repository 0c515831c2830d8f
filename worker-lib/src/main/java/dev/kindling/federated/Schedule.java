package dev.kindling.federated;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;

/** The learning rate over a run, as a factor of the optimiser's rate. */
public sealed interface Schedule extends Serializable {

    /** The factor in a round, both counted from 0. */
    double factor(int round, int rounds);

    /** The same rate in every round. */
    record Constant() implements Schedule {
        @Override
        public double factor(int round, int rounds) {
            return 1;
        }
    }

    /**
     * Full rate until the fraction {@code from} of the rounds, then linear towards 0 after the last round.
     *
     * @param from fraction of the rounds
     */
    record Linear(double from) implements Schedule {
        public Linear {
            UserMistake.requireRange(from >= 0 && from < 1, "from", "in [0, 1)", from);
        }

        @Override
        public double factor(int round, int rounds) {
            double done = (double) round / rounds;
            return done < from ? 1 : (1 - done) / (1 - from);
        }
    }

    /** Half a cosine from 1 towards 0 (Loshchilov, Hutter 2017). */
    record Cosine() implements Schedule {
        @Override
        public double factor(int round, int rounds) {
            return 0.5 * (1 + StrictMath.cos(StrictMath.PI * round / rounds));
        }
    }
}

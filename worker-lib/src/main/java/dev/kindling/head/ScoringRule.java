package dev.kindling.head;

import java.io.Serializable;

/** What a head made of its moments: immutable, sent to every task. */
public sealed interface ScoringRule extends Serializable permits LinearRule, QuadraticRule, RetrievalRule {

    int classes();

    /** Whether the class had an example; if not it scores negative infinity. */
    boolean seen(int label);

    /** Scores batches of at most {@code capacity} rows; owns its buffers, used by one thread. */
    Scorer open(int capacity);

    /** Scores features. */
    @FunctionalInterface
    interface Scorer {

        /**
         * Writes {@code scores[row * classes + c]}, float32, larger for likelier classes.
         *
         * @param features {@code [rows, width]} row-major, only read
         */
        void score(float[] features, int rows, float[] scores);
    }
}

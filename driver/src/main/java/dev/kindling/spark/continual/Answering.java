package dev.kindling.spark.continual;

import dev.kindling.data.Batch;
import java.io.Serializable;

/** A model as it is asked in tasks: what it needs is a broadcast. */
interface Answering extends Serializable {

    /** What scores batches of at most {@code capacity}; owns its buffers, used by one thread. */
    Scores open(int capacity);

    /** Scores classes. */
    @FunctionalInterface
    interface Scores {

        /** Writes {@code scores[row * classes + c]}, larger for likelier classes; negative infinity for one it cannot answer. */
        void of(Batch batch, float[] scores);
    }
}

package dev.kindling.learn;

import dev.kindling.data.Batch;

/** Scores classes. Owns its buffers; used by one thread. */
public interface Classifier {

    /**
     * Writes {@code scores[row * classes + c]}, larger for likelier classes, for each row of the batch.
     *
     * @param scores {@code [batch size, classes]} row-major
     */
    void scores(float[] parameters, Batch batch, float[] scores);
}

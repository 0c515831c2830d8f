package dev.kindling.nn;

import dev.kindling.data.Batch;

/** What a network's outputs ought to be. May keep buffers; used by one thread. */
@FunctionalInterface
public interface OutputLoss {

    /**
     * Writes the gradient of the mean loss by the outputs and returns the loss summed over the batch, as double.
     *
     * @param outputs {@code [batch size, classes]} row-major, only read
     * @param delta {@code [batch size, classes]}, all of it is written
     */
    double lossAndDelta(float[] outputs, Batch batch, int classes, float[] delta);
}

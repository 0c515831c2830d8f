package dev.kindling.learn;

import dev.kindling.data.Batch;

/** The values that a network's last layer reads. Owns its buffers; used by one thread. */
@FunctionalInterface
public interface FeatureMap {

    /** Writes {@code features[row * width + i]} for each row of the batch. */
    void features(float[] parameters, Batch batch, float[] features);
}

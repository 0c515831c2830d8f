package dev.kindling.learn;

import dev.kindling.data.Batch;

/**
 * The diagonal of the Fisher information matrix of a softmax network, summed over examples. Owns its buffers; used by one
 * thread.
 */
@FunctionalInterface
public interface FisherDiagonal {

    /**
     * Adds, for each parameter, the sum over the batch's examples x and all labels y of p(y | x) (d log p(y | x) / d parameter)²:
     * the expectation over the model's own predictions, each example's gradient squared by itself, true labels not used. The sum of
     * one batch is formed in float32, in a fixed order.
     *
     * @param sum one value a parameter
     */
    void add(float[] parameters, Batch batch, double[] sum);
}

package dev.kindling.learn;

import dev.kindling.data.Batch;
import dev.kindling.random.RandomStream;

/** Trains parameters in place, one minibatch at a time. Owns its buffers; used by one thread. */
public interface Trainer {

    /**
     * One step on {@code parameters}: computes the mean gradient of the batch and hands it to the update rule.
     *
     * @param rateFactor scales the learning rate, 1 where no schedule says otherwise
     * @param random the unit's own stream, for negatives, noise and dropout
     * @return the batch's summed loss before the step, rounded as double
     */
    double step(float[] parameters, Batch batch, float rateFactor, RandomStream random);
}

package dev.kindling.data.augment;

import dev.kindling.data.Batch;
import dev.kindling.random.RandomStream;

/** Changes minibatches in place. Owns its buffers; used by one thread. */
@FunctionalInterface
public interface Augmenter {

    /**
     * Puts other inputs in place of the batch's; labels stay.
     *
     * @param random the unit's own stream
     */
    void augment(Batch batch, RandomStream random);
}

package dev.kindling.learn.localloss;

import dev.kindling.random.RandomStream;
import java.io.Serializable;

/** A local loss that knows where its parameters lie. Immutable. */
public interface PlacedLocalLoss extends Serializable {

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(float[] parameters, RandomStream random);

    /** A pass for batches of at most {@code capacity} examples, with buffers of its own. */
    LocalLossPass open(int capacity);
}

package dev.kindling.network;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** A layer that knows where its parameters lie. Immutable. */
public interface PlacedLayer extends Serializable {

    /** Shape of one example behind the layer. */
    Shape output();

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(float[] parameters, RandomStream random);

    /** A pass for batches of at most {@code capacity} examples, with buffers of its own. */
    Pass open(int capacity);
}

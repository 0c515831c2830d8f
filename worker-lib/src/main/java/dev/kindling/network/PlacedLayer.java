package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** A layer that knows where its parameters lie. Immutable. */
public interface PlacedLayer extends Serializable {

    /** Shape of one example behind the layer. */
    Shape output();

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(float[] parameters, RandomStream random);

    /**
     * The same layer with its running statistics held: while it learns, too, it computes what {@link Pass#infer} does but for
     * rounding, so that the gradient of one example is a function of that example.
     */
    default PlacedLayer held() {
        return this;
    }

    /** Multiplications of matrix products on the way of one example through the layer; twice as many floating-point operations. */
    default long multiplications() {
        return 0;
    }

    /**
     * The layer as operations of a graph, as it computes when nothing is learned.
     *
     * @param before what the layer reads
     * @throws UserMistake if it has no such form
     */
    default Value describe(GraphBuilder graph, Value before) {
        throw new UserMistake("learner.network: expected layers that other libraries know, found a "
                + getClass().getSimpleName() + "; export a model of another network");
    }

    /** A pass for batches of at most {@code capacity} examples, with buffers of its own. */
    Pass open(int capacity);
}

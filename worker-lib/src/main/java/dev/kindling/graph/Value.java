package dev.kindling.graph;

import dev.kindling.tensor.Shape;

/**
 * A value of a graph that is being built.
 *
 * @param number in the graph
 * @param shape of one example
 * @param isVectors {@code [batch, n]}, else {@code [batch, channels, height, width]}
 * @param channelsLast whether the model's own layers have the channels of a position side by side, which decides what the weights of
 *     a dense layer behind it belong to
 */
public record Value(int number, Shape shape, boolean isVectors, boolean channelsLast) {

    /** The same value, which the layers from here on have with the channels of a position side by side. */
    public Value withChannelsLast() {
        return new Value(number, shape, isVectors, true);
    }

    /** Whether the order of a model's layers is not the graph's. */
    boolean isReordered() {
        return channelsLast && shape.channels() > 1 && shape.height() * shape.width() > 1;
    }
}

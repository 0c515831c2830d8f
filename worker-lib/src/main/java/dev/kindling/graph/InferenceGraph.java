package dev.kindling.graph;

import dev.kindling.tensor.Shape;
import java.util.List;

/**
 * What a model computes when it no longer learns. Dropout is in none. The tensors are where a model has its values, so that one graph serves
 * all models of a layout, to be read and to be written.
 *
 * @param input shape of one example
 * @param isVectors whether the input is {@code [batch, n]}; else {@code [batch, channels, height, width]}, as data sets have it
 * @param operations in an order in which they can be done; the last one's value is the result
 * @param shapes of one example of each value, the input's first
 * @param result what the last value is
 */
public record InferenceGraph(
        Shape input, boolean isVectors, List<Operation> operations, List<Shape> shapes, Result result) {

    /** What a graph's last value is. */
    public enum Result {
        /** A score for each class, larger for likelier ones; softmax makes probabilities of them. */
        SCORES,
        /** What a head or a comparison reads. */
        EMBEDDING
    }

    public InferenceGraph {
        operations = List.copyOf(operations);
        shapes = List.copyOf(shapes);
        if (operations.isEmpty() || shapes.size() != operations.size() + 1) {
            throw new IllegalArgumentException(operations.size() + " operations and " + shapes.size() + " shapes");
        }
    }

    /** Values of one result. */
    public int outputs() {
        return shapes.get(shapes.size() - 1).size();
    }

    /** Whether each operation reads the one before it and nothing else. */
    public boolean isChain() {
        for (int k = 0; k < operations.size(); k++) {
            if (!operations.get(k).inputs().equals(List.of(k))) {
                return false;
            }
        }
        return true;
    }
}

package dev.kindling.encode;

import dev.kindling.tensor.Shape;

/** The input itself as its embedding. */
public record Pixels() implements Encoder {

    @Override
    public int dimension(Shape input) {
        return input.size();
    }

    @Override
    public Embedder open(Shape input, int capacity) {
        int width = input.size();
        return (inputs, rows, embeddings) -> System.arraycopy(inputs, 0, embeddings, 0, rows * width);
    }
}

package dev.kindling.encode;

import dev.kindling.tensor.Shape;

/**
 * An encoder of a network whose products may round a row by its place in a batch: it is given one row at a time, so that a
 * row has the same bits in whatever batch it stands.
 */
public final class RowEncoder implements Encoder {

    private static final long serialVersionUID = 1;

    private final Shape input;
    private final int dimension;
    private final Rows rows;

    /** Opens what embeds one row at a time. */
    @FunctionalInterface
    public interface Rows extends java.io.Serializable {

        Row open();
    }

    /** Embeds a row. Owns its buffers; used by one thread. */
    @FunctionalInterface
    public interface Row {

        /**
         * The embedding of one input; valid until the next call.
         *
         * @param input {@code [input size]}, only read
         */
        float[] embed(float[] input);
    }

    public RowEncoder(Shape input, int dimension, Rows rows) {
        this.input = input;
        this.dimension = dimension;
        this.rows = rows;
    }

    @Override
    public int dimension(Shape shape) {
        requireInput(shape);
        return dimension;
    }

    @Override
    public Embedder open(Shape shape, int capacity) {
        requireInput(shape);
        Row embedding = rows.open();
        int width = input.size();
        float[] one = new float[2 * width];
        return (inputs, count, embeddings) -> {
            for (int row = 0; row < count; row++) {
                System.arraycopy(inputs, row * width, one, 0, width);
                System.arraycopy(embedding.embed(one), 0, embeddings, row * dimension, dimension);
            }
        };
    }

    private void requireInput(Shape shape) {
        if (!shape.equals(input)) {
            throw new IllegalArgumentException("the encoder takes inputs of shape " + input + ", not " + shape);
        }
    }
}

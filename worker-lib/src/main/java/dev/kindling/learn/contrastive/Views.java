package dev.kindling.learn.contrastive;

import dev.kindling.data.Batch;
import dev.kindling.data.augment.PixelShift;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;

/**
 * Two views of each example, each moved by whole pixels and with noise of its own: view v of row r is row v x batch size + r. Zeros come
 * in where a picture moves away; what has no height and width is not moved. Owns its buffers.
 */
final class Views {

    private final Shape shape;
    private final int shift;
    private final double noise;
    private final float[] inputs;
    private final int[] labels;
    private int rows;

    /** Two views each of at most {@code capacity} examples. */
    Views(Shape shape, int capacity, int shift, double noise) {
        this.shape = shape;
        this.shift = shape.height() == 1 ? 0 : shift;
        this.noise = noise;
        this.inputs = new float[Blas.lengthFor(Math.multiplyExact(2, capacity), shape.size())];
        this.labels = new int[2 * capacity];
    }

    void fill(Batch batch, RandomStream random) {
        rows = 2 * batch.size();
        for (int row = 0; row < rows; row++) {
            int example = row % batch.size();
            labels[row] = batch.label(example);
            int down = PixelShift.draw(shift, random);
            int right = PixelShift.draw(shift, random);
            int source = example * shape.size();
            PixelShift.write(shape, batch.inputs(), source, inputs, row * shape.size(), down, right);
        }
        for (int i = 0; noise > 0 && i < rows * shape.size(); i++) {
            inputs[i] += (float) (noise * random.nextGaussian());
        }
    }

    /** {@code [rows, shape]}; valid until the next fill. */
    float[] inputs() {
        return inputs;
    }

    int[] labels() {
        return labels;
    }

    /** Twice the examples. */
    int rows() {
        return rows;
    }
}

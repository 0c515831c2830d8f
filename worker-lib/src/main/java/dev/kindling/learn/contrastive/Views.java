package dev.kindling.learn.contrastive;

import dev.kindling.data.Batch;
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
            int down = random.nextInt(2 * shift + 1) - shift;
            int right = random.nextInt(2 * shift + 1) - shift;
            move(batch.inputs(), example * shape.size(), row * shape.size(), down, right);
        }
        for (int i = 0; noise > 0 && i < rows * shape.size(); i++) {
            inputs[i] += (float) (noise * random.nextGaussian());
        }
    }

    private void move(float[] from, int source, int target, int down, int right) {
        int at = target;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                int line = source + (channel * shape.height() + y - down) * shape.width();
                boolean there = y - down >= 0 && y - down < shape.height();
                for (int x = 0; x < shape.width(); x++) {
                    int column = x - right;
                    inputs[at++] = there && column >= 0 && column < shape.width() ? from[line + column] : 0;
                }
            }
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

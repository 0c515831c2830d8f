package dev.kindling.nn;

import dev.kindling.tensor.Blas;

/**
 * Rows divided by their lengths, and the way back. A row of zeros stays one, and its gradient goes through as if its length were 1: so the
 * first step of a prototype that begins at zero is towards the features it ought to be like. Owns its buffers.
 */
public final class UnitRows {

    private final int width;
    private final float[] units;
    private final double[] lengths;

    public UnitRows(int capacity, int width) {
        this.width = width;
        this.units = new float[Blas.lengthFor(capacity, width)];
        this.lengths = new double[capacity];
    }

    /** The units of rows {@code [count, width]} that begin at {@code from}; valid until the next call. */
    public float[] of(float[] rows, int from, int count) {
        for (int row = 0; row < count; row++) {
            int at = row * width;
            double square = 0;
            for (int i = 0; i < width; i++) {
                double value = rows[from + at + i];
                square += value * value;
            }
            double length = square == 0 ? 1 : Math.sqrt(square);
            lengths[row] = length;
            for (int i = 0; i < width; i++) {
                units[at + i] = (float) (rows[from + at + i] / length);
            }
        }
        return units;
    }

    /** Turns the gradient by the units of the last call into the gradient by its rows: (d - u (u . d)) / length. */
    public void back(float[] deltas, int count) {
        for (int row = 0; row < count; row++) {
            int at = row * width;
            double along = 0;
            for (int i = 0; i < width; i++) {
                along += (double) units[at + i] * deltas[at + i];
            }
            for (int i = 0; i < width; i++) {
                deltas[at + i] = (float) ((deltas[at + i] - along * units[at + i]) / lengths[row]);
            }
        }
    }
}

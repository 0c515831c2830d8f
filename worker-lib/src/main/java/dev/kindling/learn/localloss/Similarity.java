package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.tensor.Blas;

/** mean((N N' - T)²) over pairs of rows: N the rows less their own means at length 1, T the cosines of the labels. Owns its buffers. */
final class Similarity {

    private final int width;
    private final float otherClass;
    private final float[] units;
    private final float[] unitDeltas;
    private final float[] cosines;
    private final double[] lengths;

    Similarity(int capacity, int width, int classes) {
        this.width = width;
        otherClass = -1f / (classes - 1);
        units = new float[Blas.lengthFor(capacity, width)];
        unitDeltas = new float[units.length];
        cosines = new float[Blas.lengthFor(capacity, capacity)];
        lengths = new double[capacity];
    }

    /**
     * Writes the gradient of factor x the mean and returns that times the rows.
     *
     * @param values {@code [batch size, width]}
     * @param deltas of the same shape
     */
    double lossAndDelta(float[] values, Batch batch, float factor, float[] deltas) {
        int rows = batch.size();
        for (int row = 0; row < rows; row++) {
            centre(values, row);
        }
        Blas.multiplyTransposedRight(rows, rows, width, 1, units, 0, units, 0, 0, cosines, 0);
        double squares = differences(batch, factor);
        // The gradient by the cosines is symmetric, and each unit row stands on both sides of the product.
        Blas.multiply(rows, width, rows, 2, cosines, 0, units, 0, 0, unitDeltas, 0);
        for (int row = 0; row < rows; row++) {
            back(row, deltas);
        }
        return factor * squares / rows;
    }

    private void centre(float[] values, int row) {
        int from = row * width;
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += values[i];
        }
        float mean = (float) (sum / width);
        double squares = 0;
        for (int i = from; i < from + width; i++) {
            float centred = values[i] - mean;
            units[i] = centred;
            squares += (double) centred * centred;
        }
        // A row of equal values has no direction: it is like none, and nothing comes back from it.
        lengths[row] = squares > 0 ? Math.sqrt(squares) : Double.POSITIVE_INFINITY;
        float inverse = (float) (1 / lengths[row]);
        for (int i = from; i < from + width; i++) {
            units[i] *= inverse;
        }
    }

    /** Turns the cosines into the gradient by them; returns the sum of squared differences. */
    private double differences(Batch batch, float factor) {
        int rows = batch.size();
        double squares = 0;
        float slope = 2 * factor / ((float) rows * rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                float wanted = batch.label(i) == batch.label(j) ? 1f : otherClass;
                float difference = cosines[i * rows + j] - wanted;
                squares += (double) difference * difference;
                cosines[i * rows + j] = slope * difference;
            }
        }
        return squares;
    }

    /** dx = (du - u (u du)) / |x|, less its mean; u the unit row. */
    private void back(int row, float[] deltas) {
        int from = row * width;
        double along = 0;
        double sum = 0;
        double unitSum = 0;
        for (int i = from; i < from + width; i++) {
            along += (double) units[i] * unitDeltas[i];
            sum += unitDeltas[i];
            unitSum += units[i];
        }
        float share = (float) along;
        float mean = (float) ((sum - along * unitSum) / width);
        float inverse = (float) (1 / lengths[row]);
        for (int i = from; i < from + width; i++) {
            deltas[i] = inverse * (unitDeltas[i] - share * units[i] - mean);
        }
    }
}

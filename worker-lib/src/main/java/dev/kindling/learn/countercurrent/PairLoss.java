package dev.kindling.learn.countercurrent;

import dev.kindling.data.Batch;
import dev.kindling.tensor.Blas;

/** How far the products of examples' activities and classes' signals at one layer are from one-hot labels. Owns its buffers. */
final class PairLoss {

    private final int classes;
    private final float[] errors;

    PairLoss(int classes, int capacity) {
        this.classes = classes;
        this.errors = new float[Blas.lengthFor(capacity, classes)];
    }

    /**
     * Keeps E = A C' - onehot, A the activities {@code [rows, width]} and C the signals {@code [classes, width]}, and returns weight
     * times the mean of its squares over rows and classes.
     */
    double measure(float[] activities, float[] signals, Batch batch, int width, double weight) {
        int rows = batch.size();
        Blas.multiplyTransposedRight(rows, classes, width, 1, activities, 0, signals, 0, 0, errors, 0);
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            errors[row * classes + batch.label(row)] -= 1;
            for (int c = row * classes; c < (row + 1) * classes; c++) {
                squares += (double) errors[c] * errors[c];
            }
        }
        return weight * squares / rows / classes;
    }

    /** The gradient by the activities, k E C with k = 2 weight / (rows classes). */
    void byActivities(float[] signals, int rows, int width, double weight, float[] deltas) {
        Blas.multiply(rows, width, classes, factor(rows, weight), errors, 0, signals, 0, 0, deltas, 0);
    }

    /** The gradient by the signals, k E' A. */
    void bySignals(float[] activities, int rows, int width, double weight, float[] deltas) {
        Blas.multiplyTransposedLeft(classes, width, rows, factor(rows, weight), errors, 0, activities, 0, 0, deltas, 0);
    }

    private float factor(int rows, double weight) {
        return (float) (2 * weight / rows / classes);
    }
}

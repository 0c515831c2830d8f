package dev.kindling.learn.sven;

import dev.kindling.tensor.Blas;
import java.util.Arrays;
import org.netlib.lapack.Dsyev;
import org.netlib.util.intW;

/**
 * v = U diag(1 / lambda) U' R over the largest eigenvalues of G = M M', added up layer by layer. Products are rounded to float32, all
 * else is double; the eigenvalues are LAPACK's dsyev in Java, which gives the same bits on every machine. Owns its buffers.
 */
final class GramStep {

    private static final int WORK_PER_ROW = 34;

    private final double rank;
    private final double smallest;
    private final float[] ofInputs;
    private final float[] ofDeltas;
    private final double[] gram;
    private final double[] eigenvalues;
    private final double[] work;
    private final double[] weights;
    private final intW info = new intW(0);
    private int rows;

    GramStep(int capacity, double rank, double tolerance) {
        this.rank = rank;
        smallest = tolerance * tolerance;
        ofInputs = new float[Blas.lengthFor(capacity, capacity)];
        ofDeltas = new float[ofInputs.length];
        gram = new double[capacity * capacity];
        eigenvalues = new double[capacity];
        work = new double[WORK_PER_ROW * capacity];
        weights = new double[capacity];
    }

    void begin(int examples) {
        rows = examples;
        Arrays.fill(gram, 0, rows * rows, 0);
    }

    /** A fully connected layer with biases, its inputs {@code [rows, in]} and the deltas of each example's residual {@code [rows, out]}. */
    void add(float[] inputs, int in, float[] deltas, int out) {
        Blas.multiplyTransposedRight(rows, rows, in, 1, inputs, 0, inputs, 0, 0, ofInputs, 0);
        Blas.multiplyTransposedRight(rows, rows, out, 1, deltas, 0, deltas, 0, 0, ofDeltas, 0);
        for (int i = 0; i < rows * rows; i++) {
            gram[i] += (ofInputs[i] + 1.0) * ofDeltas[i];
        }
    }

    /** v, NaN where something is not finite, in the first entries of an array that the next call overwrites. All zero where no example has a slope. */
    double[] weights(double[] residuals) {
        Dsyev.dsyev("V", "L", rows, gram, 0, rows, eigenvalues, 0, work, 0, work.length, info);
        if (info.val != 0) {
            // Only where something is not finite; so will be the update, and rounds know what becomes of such a client.
            Arrays.fill(weights, Double.NaN);
            return weights;
        }
        Arrays.fill(weights, 0);
        double largest = eigenvalues[rows - 1];
        int kept = Math.max(1, (int) Math.floor(rank * rows));
        for (int k = rows - 1; k >= rows - kept && eigenvalues[k] > smallest * largest; k--) {
            addDirection(k, residuals);
        }
        return weights;
    }

    /** Eigenvectors come one behind another, ascending by eigenvalue. */
    private void addDirection(int k, double[] residuals) {
        int vector = k * rows;
        double along = 0;
        for (int row = 0; row < rows; row++) {
            along += gram[vector + row] * residuals[row];
        }
        along /= eigenvalues[k];
        for (int row = 0; row < rows; row++) {
            weights[row] += along * gram[vector + row];
        }
    }
}

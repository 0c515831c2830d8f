package dev.kindling.learn.contrastive;

import dev.kindling.tensor.Blas;
import java.util.Arrays;

/**
 * Supervised contrast (Khosla et al., NeurIPS 2020, equation 2): with s(i, a) = z(i) . z(a) / T, the mean over anchors i of
 * -1/|P(i)| sum over p in P(i) of log(exp s(i, p) / sum over a other than i of exp s(i, a)), P(i) the other rows with i's label.
 * An anchor without another row of its label counts as 0. Owns its buffers.
 */
final class SupervisedContrast {

    private final int width;
    private final double temperature;
    private final float[] similarities;
    private final float[] slopes;

    SupervisedContrast(int capacity, int width, double temperature) {
        this.width = width;
        this.temperature = temperature;
        this.similarities = new float[Blas.lengthFor(capacity, capacity)];
        this.slopes = new float[Blas.lengthFor(capacity, capacity)];
    }

    /**
     * Returns the mean loss and writes its gradient by {@code units}.
     *
     * @param units {@code [rows, width]}, of length 1
     * @param deltas {@code [rows, width]}, all of it is written
     */
    double lossAndDelta(float[] units, int[] labels, int rows, float[] deltas) {
        float inverse = (float) (1 / temperature);
        Blas.multiplyTransposedRight(rows, rows, width, inverse, units, 0, units, 0, 0, similarities, 0);
        double loss = 0;
        for (int anchor = 0; anchor < rows; anchor++) {
            loss += anchor(labels, rows, anchor);
        }
        // A similarity is a function of two rows, so each gets the slopes of both anchors.
        Blas.multiply(rows, width, rows, inverse, slopes, 0, units, 0, 0, deltas, 0);
        Blas.multiplyTransposedLeft(rows, width, rows, inverse, slopes, 0, units, 0, 1, deltas, 0);
        return loss / rows;
    }

    /** The anchor's loss; its slopes are those of the mean. */
    private double anchor(int[] labels, int rows, int anchor) {
        int from = anchor * rows;
        int positives = -1;
        float largest = Float.NEGATIVE_INFINITY;
        for (int a = 0; a < rows; a++) {
            positives += labels[a] == labels[anchor] ? 1 : 0;
            largest = a == anchor ? largest : Math.max(largest, similarities[from + a]);
        }
        if (positives == 0) {
            Arrays.fill(slopes, from, from + rows, 0);
            return 0;
        }
        double sum = 0;
        for (int a = 0; a < rows; a++) {
            double power = a == anchor ? 0 : StrictMath.exp(similarities[from + a] - largest);
            slopes[from + a] = (float) power;
            sum += power;
        }
        double logSum = largest + StrictMath.log(sum);
        double loss = 0;
        for (int a = 0; a < rows; a++) {
            boolean positive = a != anchor && labels[a] == labels[anchor];
            loss += positive ? (logSum - similarities[from + a]) / positives : 0;
            slopes[from + a] = (float) ((slopes[from + a] / sum - (positive ? 1.0 / positives : 0)) / rows);
        }
        return loss;
    }
}

package dev.kindling.nn;

import dev.kindling.data.Batch;

/** Softmax and the cross-entropy against the true label: loss = -log p[label], its gradient p - onehot(label). */
public final class SoftmaxCrossEntropy {

    private SoftmaxCrossEntropy() {}

    /**
     * Writes the gradient of the mean loss, {@code [rows, classes]}, and returns the summed loss. Exponentials are
     * StrictMath's, so the bits are the same on every machine.
     */
    public static double lossAndDelta(float[] logits, Batch batch, int classes, float[] delta) {
        int rows = batch.size();
        double loss = 0;
        float perRow = 1f / rows;
        for (int row = 0; row < rows; row++) {
            int from = row * classes;
            int label = batch.label(row);
            double logSum = softmaxRow(logits, from, classes, delta);
            loss += logSum - logits[from + label];
            delta[from + label] -= 1f;
            for (int c = from; c < from + classes; c++) {
                delta[c] *= perRow;
            }
        }
        return loss;
    }

    /** Writes the probabilities of one row and returns the logarithm of the sum of exponentials. */
    public static double softmaxRow(float[] logits, int from, int classes, float[] probabilities) {
        float largest = logits[from];
        for (int c = 1; c < classes; c++) {
            largest = Math.max(largest, logits[from + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double power = StrictMath.exp(logits[from + c] - largest);
            probabilities[from + c] = (float) power;
            sum += power;
        }
        float inverse = (float) (1 / sum);
        for (int c = 0; c < classes; c++) {
            probabilities[from + c] *= inverse;
        }
        return largest + StrictMath.log(sum);
    }
}

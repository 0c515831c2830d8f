package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.nn.SoftmaxCrossEntropy;

/** û = softmax(scores) W, its squared distance from the label's embedding, and the gradients. Owns its buffers. */
final class EmbeddingError {

    private final int classes;
    private final int dimension;
    private final float[] probabilities;
    private final float[] estimate;
    private final float[] slopes;

    EmbeddingError(int classes, int dimension, int capacity) {
        this.classes = classes;
        this.dimension = dimension;
        this.probabilities = new float[Math.multiplyExact(capacity, classes)];
        this.estimate = new float[dimension];
        this.slopes = new float[classes];
    }

    /** The estimate û of one row; valid until the next call. */
    float[] estimate(float[] scores, int row, float[] table) {
        int from = row * classes;
        SoftmaxCrossEntropy.softmaxRow(scores, from, classes, probabilities);
        for (int i = 0; i < dimension; i++) {
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += probabilities[from + c] * table[c * dimension + i];
            }
            estimate[i] = sum;
        }
        return estimate;
    }

    /**
     * Writes the gradient of the mean of {@code weight ||û - u||²} by the scores and adds that by the embeddings, as they stand in û
     * and u; returns the sum.
     */
    double lossAndDelta(
            float[] scores, Batch batch, float[] table, double weight, float[] deltas, float[] tableGradient) {
        double loss = 0;
        for (int row = 0; row < batch.size(); row++) {
            loss += weight * squares(scores, batch, row, table, weight, deltas, tableGradient);
        }
        return loss;
    }

    /** One row's part of the gradients; returns ||û - u||² without its weight. */
    double squares(
            float[] scores, Batch batch, int row, float[] table, double weight, float[] deltas, float[] tableGradient) {
        float factor = (float) (2 * weight / batch.size());
        int label = batch.label(row) * dimension;
        float[] error = estimate(scores, row, table);
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            error[i] -= table[label + i];
            squares += (double) error[i] * error[i];
            error[i] *= factor;
            tableGradient[label + i] -= error[i];
        }
        back(row * classes, table, deltas, tableGradient);
        return squares;
    }

    /** d loss / d score_c = p_c (g_c - sum p g) with g_c = error' W_c. */
    private void back(int from, float[] table, float[] deltas, float[] tableGradient) {
        float mean = 0;
        for (int c = 0; c < classes; c++) {
            float slope = 0;
            float probability = probabilities[from + c];
            for (int i = 0; i < dimension; i++) {
                slope += estimate[i] * table[c * dimension + i];
                tableGradient[c * dimension + i] += probability * estimate[i];
            }
            slopes[c] = slope;
            mean += probability * slope;
        }
        for (int c = 0; c < classes; c++) {
            deltas[from + c] = probabilities[from + c] * (slopes[c] - mean);
        }
    }
}

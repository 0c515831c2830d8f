package dev.kindling.learn.forwardforward;

import dev.kindling.data.Batch;
import dev.kindling.nn.Dense;
import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/**
 * Softmax regression on the normalised activities of all hidden layers but the first (on the first where there is no
 * other). Reads the layers where they are: the rows of its weights that belong to a layer lie together, so the product
 * with the concatenation is a sum of products.
 */
final class SoftmaxHead {

    private final Dense dense;
    private final HiddenLayer[] layers;
    private final int classes;
    private final float[] logits;
    private final float[] probabilities;
    private final float[] deltas;
    private final float[] columnSums;

    SoftmaxHead(Dense dense, HiddenLayer[] layers, int rows) {
        this.dense = dense;
        this.layers = Arrays.copyOfRange(layers, Structure.firstRead(layers.length), layers.length);
        this.classes = dense.out();
        this.logits = new float[Math.multiplyExact(rows, classes)];
        this.probabilities = new float[logits.length];
        this.deltas = new float[logits.length];
        this.columnSums = new float[classes];
    }

    int classes() {
        return classes;
    }

    /** Logits {@code [rows, classes]}, not a copy. */
    float[] logits() {
        return logits;
    }

    /** Probabilities {@code [rows, classes]} as of the last {@link #learn}, before its update; not a copy. */
    float[] probabilities() {
        return probabilities;
    }

    /** Computes the logits of the layers' last forward pass. */
    void forward(float[] parameters, int rows) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(parameters, dense.biasOffset(), logits, row * classes, classes);
        }
        int offset = dense.weightOffset();
        for (HiddenLayer layer : layers) {
            Blas.multiply(rows, classes, layer.width(), 1, layer.outputs(), 0, parameters, offset, 1, logits, 0);
            offset += layer.width() * classes;
        }
    }

    /** Hands over the gradient of the mean cross-entropy after a forward pass; returns the summed cross-entropy. */
    double learn(float[] parameters, Batch batch, UpdateRule rule) {
        int rows = batch.size();
        Arrays.fill(columnSums, 0);
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            loss += softmax(row, batch.label(row), 1f / rows);
            Rows.add(deltas, row * classes, columnSums, classes);
        }
        int offset = dense.weightOffset();
        for (HiddenLayer layer : layers) {
            rule.product(parameters, offset, layer.outputs(), deltas, rows, layer.width(), classes);
            offset += layer.width() * classes;
        }
        rule.vector(parameters, dense.biasOffset(), columnSums, classes);
        return loss;
    }

    private double softmax(int row, int label, float share) {
        int start = row * classes;
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            largest = Math.max(largest, logits[start + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double power = StrictMath.exp(logits[start + c] - largest);
            probabilities[start + c] = (float) power;
            sum += power;
        }
        for (int c = 0; c < classes; c++) {
            float probability = (float) (probabilities[start + c] / sum);
            probabilities[start + c] = probability;
            deltas[start + c] = share * (c == label ? probability - 1 : probability);
        }
        return StrictMath.log(sum) + largest - logits[start + label];
    }
}

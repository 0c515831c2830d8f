package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/** The embeddings of a batch's labels under the noise of a step, and the way back to the embeddings. Owns its buffers. */
final class NoisyLabels {

    private final int dimension;
    private final double[] signals;
    private final float[] table;
    private final float[] tableGradient;
    private final float[] values;
    private final float[] deltas;

    /**
     * Over embeddings that may change between steps.
     *
     * @param signals the signal's share at each step from noise to label
     * @param table {@code [classes, dimension]}
     */
    NoisyLabels(double[] signals, int dimension, float[] table, int capacity) {
        this.dimension = dimension;
        this.table = table;
        tableGradient = new float[table.length];
        this.signals = signals;
        values = new float[Blas.lengthFor(capacity, dimension)];
        deltas = new float[values.length];
    }

    /** Begins a step. */
    void begin() {
        Arrays.fill(tableGradient, 0);
    }

    float[] table() {
        return table;
    }

    /** What the terms of a step add up to by the embeddings. */
    float[] tableGradient() {
        return tableGradient;
    }

    /** What {@link #blur} wrote, {@code [rows, dimension]}. */
    float[] values() {
        return values;
    }

    /** Room for the gradient by these values, for {@link #backward}. */
    float[] deltas() {
        return deltas;
    }

    /** z ~ N(sqrt(s) u, 1 - s) of each row's label, s the signal of step t. */
    void blur(Batch batch, int t, RandomStream random) {
        double ofEmbedding = Math.sqrt(signals[t]);
        double ofNoise = Math.sqrt(1 - signals[t]);
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                values[row * dimension + i] =
                        (float) (ofEmbedding * table[label + i] + ofNoise * random.nextGaussian());
            }
        }
    }

    void backward(Batch batch, int t) {
        float factor = (float) Math.sqrt(signals[t]);
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                tableGradient[label + i] += factor * deltas[row * dimension + i];
            }
        }
    }

    /** KL(N(sqrt(s) u, 1 - s) || N(0, I)) = (s ||u||² - d s - d log(1 - s)) / 2 with s = s_0, and its gradient by u. */
    double prior(Batch batch) {
        double signal = signals[0];
        double squares = 0;
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = label; i < label + dimension; i++) {
                squares += (double) table[i] * table[i];
                tableGradient[i] += (float) (signal * table[i] / batch.size());
            }
        }
        return (signal * squares - batch.size() * dimension * (signal + StrictMath.log(1 - signal))) / 2;
    }
}

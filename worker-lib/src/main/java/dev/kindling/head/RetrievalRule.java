package dev.kindling.head;

import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.tensor.Blas;

/** Scores beta P state, where a row's state is what softmax retrieval over the patterns P made of it. */
public final class RetrievalRule implements ScoringRule {

    private static final long serialVersionUID = 1;

    private final int width;
    private final float[] patterns;
    private final boolean[] seen;
    private final float beta;
    private final int steps;

    /**
     * Takes ownership.
     *
     * @param patterns layer-normalised, {@code [classes, width]}; those of classes not seen are never retrieved
     */
    RetrievalRule(int width, float[] patterns, boolean[] seen, float beta, int steps) {
        this.width = width;
        this.patterns = patterns;
        this.seen = seen;
        this.beta = beta;
        this.steps = steps;
    }

    /** Moves the values to mean 0 and length sqrt(width), values that are all the same to 0. */
    static void normalise(float[] values, int from, int width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += values[i];
        }
        double mean = sum / width;
        double square = 0;
        for (int i = from; i < from + width; i++) {
            square += (values[i] - mean) * (values[i] - mean);
        }
        // A smaller spread is the rounding of float32, which would be blown up to that of a pattern.
        double factor = square > 1e-12 * width * mean * mean ? Math.sqrt(width / square) : 0;
        for (int i = from; i < from + width; i++) {
            values[i] = (float) ((values[i] - mean) * factor);
        }
    }

    @Override
    public int classes() {
        return seen.length;
    }

    @Override
    public boolean seen(int label) {
        return seen[label];
    }

    @Override
    public Scorer open(int capacity) {
        float[] states = new float[Blas.lengthFor(capacity, width)];
        float[] weights = new float[Blas.lengthFor(capacity, classes())];
        return (features, rows, scores) -> {
            System.arraycopy(features, 0, states, 0, rows * width);
            for (int row = 0; row < rows; row++) {
                normalise(states, row * width, width);
            }
            for (int step = 0; step < steps; step++) {
                products(states, rows, weights);
                retrieve(weights, rows, states);
            }
            products(states, rows, weights);
            System.arraycopy(weights, 0, scores, 0, rows * classes());
        };
    }

    /** Negative infinity for classes that were not seen: no weight in a softmax, and never the largest. */
    private void products(float[] states, int rows, float[] products) {
        int classes = classes();
        Blas.multiplyTransposedRight(rows, classes, width, beta, states, 0, patterns, 0, 0, products, 0);
        for (int label = 0; label < classes; label++) {
            for (int row = 0; !seen[label] && row < rows; row++) {
                products[row * classes + label] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    private void retrieve(float[] weights, int rows, float[] states) {
        int classes = classes();
        for (int row = 0; row < rows; row++) {
            SoftmaxCrossEntropy.softmaxRow(weights, row * classes, classes, weights);
        }
        Blas.multiply(rows, width, classes, 1, weights, 0, patterns, 0, 0, states, 0);
    }
}

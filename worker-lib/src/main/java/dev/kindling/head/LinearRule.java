package dev.kindling.head;

import dev.kindling.tensor.Blas;

/** Scores x'W + b, and what the row adds to all its scores or divides them by. */
public final class LinearRule implements ScoringRule {

    private static final long serialVersionUID = 1;

    /** What becomes of a row's scores, which leaves their order as it is. */
    enum RowTerm {
        NONE,
        /** Adds -|x|^2: the score is the negative squared distance. */
        MINUS_SQUARED_NORM,
        /** Divides by |x|: the score is the cosine. A row of zeros scores 0. */
        OVER_NORM
    }

    private final int width;
    private final float[] weights;
    private final float[] bias;
    private final RowTerm rowTerm;

    /** Takes ownership: weights {@code [width, classes]}, a bias a class, negative infinity for classes not seen. */
    LinearRule(int width, float[] weights, float[] bias, RowTerm rowTerm) {
        this.width = width;
        this.weights = weights;
        this.bias = bias;
        this.rowTerm = rowTerm;
    }

    /**
     * A rule whose weights and biases are rounded to float32; classes without examples get none.
     *
     * @param columns the weights of one class after another, {@code [classes, width]}
     */
    static LinearRule of(Moments moments, double[] columns, double[] biases, RowTerm rowTerm) {
        int classes = moments.format().classes();
        int width = moments.format().width();
        float[] weights = new float[Blas.lengthFor(width, classes)];
        float[] bias = new float[classes];
        for (int label = 0; label < classes; label++) {
            boolean seen = moments.count(label) > 0;
            bias[label] = seen ? (float) biases[label] : Float.NEGATIVE_INFINITY;
            for (int i = 0; seen && i < width; i++) {
                weights[i * classes + label] = (float) columns[label * width + i];
            }
        }
        return new LinearRule(width, weights, bias, rowTerm);
    }

    /** The rule whose scores are 2 mu x - |mu|^2: largest for the class whose mean is nearest. */
    static LinearRule nearest(Moments moments, RowTerm rowTerm) {
        double[] columns = moments.means();
        double[] biases = new double[moments.format().classes()];
        for (int i = 0; i < columns.length; i++) {
            biases[i / moments.format().width()] -= columns[i] * columns[i];
            columns[i] *= 2;
        }
        return of(moments, columns, biases, rowTerm);
    }

    @Override
    public int classes() {
        return bias.length;
    }

    @Override
    public boolean seen(int label) {
        return bias[label] > Float.NEGATIVE_INFINITY;
    }

    /** {@code [width, classes]} row-major, not a copy. */
    public float[] weights() {
        return weights;
    }

    /** One a class, not a copy. */
    public float[] bias() {
        return bias;
    }

    @Override
    public Scorer open(int capacity) {
        return this::score;
    }

    private void score(float[] features, int rows, float[] scores) {
        int classes = bias.length;
        // Starting from the bias costs less than adding it afterwards.
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias, 0, scores, row * classes, classes);
        }
        Blas.multiply(rows, classes, width, 1, features, 0, weights, 0, 1, scores, 0);
        if (rowTerm != RowTerm.NONE) {
            for (int row = 0; row < rows; row++) {
                finish(scores, row * classes, squaredNorm(features, row * width));
            }
        }
    }

    private float squaredNorm(float[] features, int from) {
        float sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += features[i] * features[i];
        }
        return sum;
    }

    private void finish(float[] scores, int from, float squaredNorm) {
        float norm = squaredNorm > 0 ? (float) Math.sqrt(squaredNorm) : 1;
        for (int i = from; i < from + bias.length; i++) {
            scores[i] = rowTerm == RowTerm.OVER_NORM ? scores[i] / norm : scores[i] - squaredNorm;
        }
    }
}

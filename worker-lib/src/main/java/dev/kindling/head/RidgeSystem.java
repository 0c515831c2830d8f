package dev.kindling.head;

import org.jspecify.annotations.Nullable;
import org.netlib.blas.Dsymm;

/** (G + lambda I) W = Q of moments of one part, in float64, by code in Java: the same bits on every machine. */
final class RidgeSystem {

    private final int width;
    private final int classes;
    private final long examples;
    private final double[] gram;
    /** {@code [classes, width]}. */
    private final double[] sums;

    RidgeSystem(Moments moments) {
        this.width = moments.format().width();
        this.classes = moments.format().classes();
        this.examples = moments.examples();
        this.gram = moments.second(0);
        this.sums = new double[Math.multiplyExact(classes, width)];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = moments.sum(i / width, i % width);
        }
    }

    /** W, one class after another, {@code [classes, width]}; null if the matrix is not positive definite. */
    double @Nullable [] solve(double lambda) {
        double[] matrix = gram.clone();
        for (int i = 0; i < width; i++) {
            matrix[i * (width + 1)] += lambda;
        }
        Cholesky factor = Cholesky.of(width, matrix);
        if (factor == null) {
            return null;
        }
        double[] columns = sums.clone();
        factor.solve(columns, classes);
        return columns;
    }

    /** The squared error of W on these examples, tr(W'GW) - 2 tr(W'Q) + n. */
    double squaredError(double[] columns) {
        double[] product = new double[columns.length];
        Dsymm.dsymm("L", "L", width, classes, 1, gram, 0, width, columns, 0, width, 0, product, 0, width);
        double error = examples;
        for (int i = 0; i < columns.length; i++) {
            error += columns[i] * (product[i] - 2 * sums[i]);
        }
        return error;
    }
}

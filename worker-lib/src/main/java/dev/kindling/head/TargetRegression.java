package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import org.netlib.blas.Dsymm;

/**
 * Ridge regression of targets t = z + u_y on inputs x, without intercept: W = (sum x x' + lambda I)^-1 sum x t'. The moments are of features
 * (x, z); u is a code for each class y and z may be missing, in which case the targets are the codes. All sums are exact; the solution is float64 in a
 * fixed order, the same bits on every machine.
 */
public final class TargetRegression {

    private final int inputs;
    private final int targets;
    private final double[] gram;
    /** {@code [targets, inputs]}. */
    private final double[] cross;

    private final double targetSquares;

    /**
     * A regression from the moments of features {@code (x, z)}.
     *
     * @param moments with shared second moments, all in one part
     * @param inputs values in x; z has the others, none or one a target
     * @param codes u, {@code [classes, targets]} row-major
     * @throws UserMistake if there is no example or sums may have left 64 bits
     */
    public TargetRegression(Moments moments, int inputs, double[] codes) {
        Moments read = moments.requireReadable();
        this.inputs = inputs;
        this.targets = codes.length / read.format().classes();
        int drawn = read.format().width() - inputs;
        if (drawn != 0 && drawn != targets) {
            throw new IllegalArgumentException(
                    "target regression: " + drawn + " target features for codes of " + targets + " values");
        }
        double[] second = read.second(0);
        this.gram = square(second, read.format().width(), inputs);
        this.cross = new double[Math.multiplyExact(targets, inputs)];
        double squares = 0;
        for (int target = 0; target < targets; target++) {
            squares += addTarget(read, second, codes, target, drawn > 0);
        }
        this.targetSquares = squares;
    }

    private static double[] square(double[] second, int width, int inputs) {
        double[] gram = new double[Math.multiplyExact(inputs, inputs)];
        for (int row = 0; row < inputs; row++) {
            System.arraycopy(second, row * width, gram, row * inputs, inputs);
        }
        return gram;
    }

    /** Fills a row of the cross moments; returns the sum of the target's squares. */
    private double addTarget(Moments moments, double[] second, double[] codes, int target, boolean drawn) {
        int width = moments.format().width();
        int z = inputs + target;
        double squares = 0;
        for (int i = 0; i < inputs && drawn; i++) {
            cross[target * inputs + i] = second[z * width + i];
        }
        squares += drawn ? second[z * width + z] : 0;
        for (int label = 0; label < moments.format().classes(); label++) {
            double code = codes[label * targets + target];
            for (int i = 0; i < inputs && code != 0; i++) {
                cross[target * inputs + i] += code * moments.sum(label, i);
            }
            squares += code * code * moments.count(label) + (drawn ? 2 * code * moments.sum(label, z) : 0);
        }
        return squares;
    }

    /**
     * W, the weights of one target after another, {@code [targets, inputs]}.
     *
     * @throws UserMistake if the matrix is singular to float64
     */
    public double[] solve(double lambda) {
        double[] matrix = gram.clone();
        for (int i = 0; i < inputs; i++) {
            matrix[i * (inputs + 1)] += lambda;
        }
        Cholesky factor = Cholesky.of(inputs, matrix);
        if (factor == null) {
            throw Ridge.singular("ridge", lambda);
        }
        double[] columns = cross.clone();
        factor.solve(columns, targets);
        return columns;
    }

    /** The squared error of W, summed over examples and targets: tr(W'GW) - 2 tr(W'C) + sum t't, at least 0. */
    public double squaredError(double[] columns) {
        double[] product = new double[columns.length];
        Dsymm.dsymm("L", "L", inputs, targets, 1, gram, 0, inputs, columns, 0, inputs, 0, product, 0, inputs);
        double error = targetSquares;
        for (int i = 0; i < columns.length; i++) {
            error += columns[i] * (product[i] - 2 * cross[i]);
        }
        return Math.max(0, error);
    }
}

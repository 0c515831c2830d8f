package dev.kindling.head;

import org.jspecify.annotations.Nullable;
import org.netlib.lapack.Dlansy;
import org.netlib.lapack.Dpocon;
import org.netlib.lapack.Dpotrf;
import org.netlib.lapack.Dpotrs;
import org.netlib.lapack.Dtrtri;
import org.netlib.util.doubleW;
import org.netlib.util.intW;

/**
 * The factor L of a symmetric positive definite matrix A = L L', by LAPACK in Java: the same bits on every machine. Takes 0.1 s
 * for n = 1000, 1.6 s for n = 2000.
 */
final class Cholesky {

    /** Where a matrix is singular to the precision of float64. */
    private static final double SMALLEST_CONDITION = 0x1p-52;

    private final int n;
    /** Column-major, lower triangle. */
    private final double[] factor;

    private Cholesky(int n, double[] factor) {
        this.n = n;
        this.factor = factor;
    }

    /** Takes ownership of {@code matrix}, {@code [n, n]}; null if it is not positive definite, or only by rounding. */
    static @Nullable Cholesky of(int n, double[] matrix) {
        double[] work = new double[3 * n];
        double norm = Dlansy.dlansy("1", "L", n, matrix, 0, n, work, 0);
        intW info = new intW(0);
        Dpotrf.dpotrf("L", n, matrix, 0, n, info);
        if (info.val != 0) {
            return null;
        }
        doubleW condition = new doubleW(0);
        Dpocon.dpocon("L", n, matrix, 0, n, norm, condition, work, 0, new int[n], 0, info);
        // A NaN is no condition either.
        return condition.val > SMALLEST_CONDITION ? new Cholesky(n, matrix) : null;
    }

    /** Replaces each of the {@code columns} vectors b by the x with A x = b. */
    void solve(double[] vectors, int columns) {
        Dpotrs.dpotrs("L", n, columns, factor, 0, n, vectors, 0, n, new intW(0));
    }

    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += StrictMath.log(factor[i * (n + 1)]);
        }
        return 2 * sum;
    }

    /** The inverse of L, {@code [n, n]} row-major, so that |inverse x|^2 = x' A^-1 x. */
    double[] inverseFactor() {
        double[] inverse = factor.clone();
        Dtrtri.dtrtri("L", "N", n, inverse, 0, n, new intW(0));
        double[] rows = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                rows[row * n + column] = inverse[column * n + row];
            }
        }
        return rows;
    }
}

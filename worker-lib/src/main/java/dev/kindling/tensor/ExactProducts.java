package dev.kindling.tensor;

import dev.ludovic.netlib.blas.BLAS;

/**
 * Products of float64 matrices, for integers. If all entries are integers and every sum stays below 2^53, each product
 * and each sum is exact, so the bits do not depend on the library, its kernels or the order it adds in.
 */
public final class ExactProducts {

    /** Rows of the result that are made at once: its buffer has this many times the width. */
    public static final int PANEL = 512;

    private static final BLAS BINDING = Blas.binding();

    private ExactProducts() {}

    /** Length of the array for {@code [rows, width]} that {@link #panel} reads without copying it. */
    public static int lengthFor(int rows, int width) {
        return Math.multiplyExact(Math.addExact(rows, 1), width);
    }

    /**
     * The rows {@code [from, to)} of X'X from their diagonal on: entry (a, b), b >= a, goes to
     * {@code products[(a - from) * (width - from) + b - from]}. What is before the diagonal is left undefined.
     *
     * @param x row-major; {@code [rows, width]} of it from {@code first} on, and room for a row more behind that
     */
    public static void panel(int rows, int width, double[] x, int first, int from, int to, double[] products) {
        int right = width - from;
        int at = first + from;
        // Row-major X is column-major X', its lower triangle the row-major upper one.
        if (from == 0 && to == width) {
            BINDING.dsyrk("L", "N", width, rows, 1, x, first, width, 0, products, 0, width);
        } else {
            BINDING.dgemm("N", "T", right, to - from, rows, 1, x, at, width, x, at, width, 0, products, 0, right);
        }
    }

    /** C = A B with A {@code [m, k]}, B {@code [k, n]}, C {@code [m, n]}, all row-major. */
    public static void multiply(int m, int n, int k, double[] a, double[] b, double[] c) {
        BINDING.dgemm("N", "N", n, m, k, 1, b, 0, n, a, 0, k, 0, c, 0, n);
    }
}

package dev.kindling.tensor;

import dev.ludovic.netlib.blas.BLAS;

/**
 * Matrix products over row-major float32 arrays. Bound once, to OpenBLAS with a single thread where its native library
 * loads, else to netlib's pure Java code: slower, the same contract. The bits of a product depend on its shape and on
 * the processor family, never on the thread that asks or on what else runs.
 */
public final class Blas {

    private static final NativeBlas BINDING = NativeBlas.bind();

    private Blas() {}

    /**
     * C = alpha A B + beta C with A {@code [m, k]}, B {@code [k, n]}, C {@code [m, n]}. Fastest where A's array has room for
     * k more values behind the matrix ({@link #lengthFor}).
     */
    public static void multiply(
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float beta,
            float[] c,
            int cOffset) {
        BINDING.products().multiply(m, n, k, alpha, a, aOffset, b, bOffset, beta, c, cOffset);
    }

    /**
     * C = alpha A' B + beta C with A {@code [k, m]}, B {@code [k, n]}, C {@code [m, n]}: the gradient of weights. Fastest
     * where A's array has room for m more values behind the matrix ({@link #lengthFor}).
     */
    public static void multiplyTransposedLeft(
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float beta,
            float[] c,
            int cOffset) {
        BINDING.products().multiplyTransposedLeft(m, n, k, alpha, a, aOffset, b, bOffset, beta, c, cOffset);
    }

    /**
     * C = alpha A B' + beta C with A {@code [m, k]}, B {@code [n, k]}, C {@code [m, n]}: the gradient of inputs. Fastest
     * where C's array has room for n more values behind the matrix ({@link #lengthFor}).
     */
    public static void multiplyTransposedRight(
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOffset,
            float[] b,
            int bOffset,
            float beta,
            float[] c,
            int cOffset) {
        BINDING.products().multiplyTransposedRight(m, n, k, alpha, a, aOffset, b, bOffset, beta, c, cOffset);
    }

    /** sums[j] = sum over the rows of A[row, j], with A {@code [rows, width]}. */
    public static void columnSums(int rows, int width, float[] a, float[] sums) {
        BINDING.products().columnSums(rows, width, a, sums);
    }

    /** Length of an array for {@code [rows, width]} that every product here can use without copying it. */
    public static int lengthFor(int rows, int width) {
        return Math.multiplyExact(Math.addExact(rows, 1), width);
    }

    /** What computes here, e.g. "OpenBLAS 1 thread" or "Java". */
    public static String implementation() {
        return BINDING.description;
    }

    /** Whether the native library was bound. */
    public static boolean isNative() {
        return BINDING.isNative;
    }

    /**
     * A hash of the bits of products of every kind that training forms, whole and cut: equal on machines whose results are interchangeable, different where another
     * processor kernel or another library rounds otherwise.
     */
    public static long fingerprint() {
        return BINDING.fingerprint();
    }

    static BLAS binding() {
        return BINDING.blas;
    }
}

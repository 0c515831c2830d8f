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

    /** C = alpha A B + beta C with A {@code [m, k]}, B {@code [k, n]}, C {@code [m, n]}. */
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
        // Row-major A B is column-major B' A'.
        BINDING.blas.sgemm("N", "N", n, m, k, alpha, b, bOffset, n, a, aOffset, k, beta, c, cOffset, n);
    }

    /** C = alpha A' B + beta C with A {@code [k, m]}, B {@code [k, n]}, C {@code [m, n]}: the gradient of weights. */
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
        BINDING.blas.sgemm("N", "T", n, m, k, alpha, b, bOffset, n, a, aOffset, m, beta, c, cOffset, n);
    }

    /** C = alpha A B' + beta C with A {@code [m, k]}, B {@code [n, k]}, C {@code [m, n]}: the gradient of inputs. */
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
        BINDING.blas.sgemm("T", "N", n, m, k, alpha, b, bOffset, k, a, aOffset, k, beta, c, cOffset, n);
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
     * A hash of the bits of a few products: equal on machines whose results are interchangeable, different where another
     * processor kernel or another library rounds otherwise.
     */
    public static long fingerprint() {
        return BINDING.fingerprint;
    }

    static BLAS binding() {
        return BINDING.blas;
    }
}

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
        // Row-major A B is column-major B' A'.
        int pieces = BINDING.cutsSmallProducts ? SmallProducts.pieces(m, n, k) : 1;
        if (pieces == 1) {
            BINDING.blas.sgemm("N", "N", n, m, k, alpha, b, bOffset, n, a, aOffset, k, beta, c, cOffset, n);
            return;
        }
        float[] left = withRoom(a, aOffset + m * k, k);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) k * piece / pieces);
            int to = (int) ((long) k * (piece + 1) / pieces);
            BINDING.blas.sgemm(
                    "N",
                    "N",
                    n,
                    m,
                    to - from,
                    alpha,
                    b,
                    bOffset + from * n,
                    n,
                    left,
                    aOffset + from,
                    k,
                    piece == 0 ? beta : 1,
                    c,
                    cOffset,
                    n);
        }
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
        int pieces = BINDING.cutsSmallProducts ? SmallProducts.pieces(m, n, k) : 1;
        if (pieces == 1) {
            BINDING.blas.sgemm("N", "T", n, m, k, alpha, b, bOffset, n, a, aOffset, m, beta, c, cOffset, n);
            return;
        }
        float[] left = withRoom(a, aOffset + k * m, m);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) m * piece / pieces);
            int to = (int) ((long) m * (piece + 1) / pieces);
            BINDING.blas.sgemm(
                    "N",
                    "T",
                    n,
                    to - from,
                    k,
                    alpha,
                    b,
                    bOffset,
                    n,
                    left,
                    aOffset + from,
                    m,
                    beta,
                    c,
                    cOffset + from * n,
                    n);
        }
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
        int pieces = BINDING.cutsSmallProducts ? SmallProducts.piecesTransposedRight(m, n, k) : 1;
        if (pieces == 1) {
            BINDING.blas.sgemm("T", "N", n, m, k, alpha, b, bOffset, k, a, aOffset, k, beta, c, cOffset, n);
            return;
        }
        int end = cOffset + m * n;
        float[] result = withRoom(c, end, n);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) n * piece / pieces);
            int to = (int) ((long) n * (piece + 1) / pieces);
            BINDING.blas.sgemm(
                    "T",
                    "N",
                    to - from,
                    m,
                    k,
                    alpha,
                    b,
                    bOffset + from * k,
                    k,
                    a,
                    aOffset,
                    k,
                    beta,
                    result,
                    cOffset + from,
                    n);
        }
        if (result != c) {
            System.arraycopy(result, cOffset, c, cOffset, m * n);
        }
    }

    /** sums[j] = sum over the rows of A[row, j], with A {@code [rows, width]}. */
    public static void columnSums(int rows, int width, float[] a, float[] sums) {
        for (int j = 0; j < width; j++) {
            sums[j] = 0;
        }
        // One row at a time in order, as a loop would, but in vector code.
        for (int row = 0; row < rows; row++) {
            BINDING.blas.saxpy(width, 1, a, row * width, 1, sums, 0, 1);
        }
    }

    /** Length of an array for {@code [rows, width]} that every product here can use without copying it. */
    public static int lengthFor(int rows, int width) {
        return Math.multiplyExact(Math.addExact(rows, 1), width);
    }

    /**
     * netlib refuses a submatrix whose last row, taken at full width, would pass the end of the array, though nothing there
     * is read.
     */
    private static float[] withRoom(float[] values, int end, int room) {
        return values.length >= end + room ? values : java.util.Arrays.copyOf(values, end + room);
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

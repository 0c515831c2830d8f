package dev.kindling.tensor;

import dev.ludovic.netlib.blas.BLAS;

/** The products of {@link Blas}, as one implementation computes them, with products of middling size cut or whole. */
final class RowMajor {

    private final BLAS blas;
    private final boolean cuts;

    RowMajor(BLAS blas, boolean cuts) {
        this.blas = blas;
        this.cuts = cuts;
    }

    void multiply(
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
        int pieces = cuts ? SmallProducts.pieces(m, n, k) : 1;
        if (pieces == 1) {
            blas.sgemm("N", "N", n, m, k, alpha, b, bOffset, n, a, aOffset, k, beta, c, cOffset, n);
            return;
        }
        float[] left = withRoom(a, aOffset + m * k, k);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) k * piece / pieces);
            int to = (int) ((long) k * (piece + 1) / pieces);
            blas.sgemm(
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

    void multiplyTransposedLeft(
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
        int pieces = cuts ? SmallProducts.pieces(m, n, k) : 1;
        if (pieces == 1) {
            blas.sgemm("N", "T", n, m, k, alpha, b, bOffset, n, a, aOffset, m, beta, c, cOffset, n);
            return;
        }
        float[] left = withRoom(a, aOffset + k * m, m);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) m * piece / pieces);
            int to = (int) ((long) m * (piece + 1) / pieces);
            blas.sgemm(
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

    void multiplyTransposedRight(
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
        int pieces = cuts ? SmallProducts.piecesTransposedRight(m, n, k) : 1;
        if (pieces == 1) {
            blas.sgemm("T", "N", n, m, k, alpha, b, bOffset, k, a, aOffset, k, beta, c, cOffset, n);
            return;
        }
        int end = cOffset + m * n;
        float[] result = withRoom(c, end, n);
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) n * piece / pieces);
            int to = (int) ((long) n * (piece + 1) / pieces);
            blas.sgemm(
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

    void columnSums(int rows, int width, float[] a, float[] sums) {
        for (int j = 0; j < width; j++) {
            sums[j] = 0;
        }
        // One row at a time in order, as a loop would, but in vector code.
        for (int row = 0; row < rows; row++) {
            blas.saxpy(width, 1, a, row * width, 1, sums, 0, 1);
        }
    }

    /**
     * netlib refuses a submatrix whose last row, taken at full width, would pass the end of the array, though nothing there
     * is read.
     */
    private static float[] withRoom(float[] values, int end, int room) {
        return values.length >= end + room ? values : java.util.Arrays.copyOf(values, end + room);
    }
}

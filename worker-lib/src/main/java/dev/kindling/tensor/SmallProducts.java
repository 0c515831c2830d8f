package dev.kindling.tensor;

/**
 * Into how many pieces a product of middling size is cut. OpenBLAS' AVX-512 kernels multiply small matrices without packing
 * them first, two to three times faster, but only up to a number of multiplications; a minibatch times a layer is often a
 * few times that. The cut depends on the shape alone, so the bits do not depend on anything else. Measured in
 * docs/adr/0004.
 */
final class SmallProducts {

    /** OpenBLAS 0.3.19's bound for A B and A' B. */
    private static final long MOST_MULTIPLICATIONS = 1_000_000;

    /** Where A B' was measured to change kernels. */
    private static final long MOST_MULTIPLICATIONS_TRANSPOSED_RIGHT = 200_000;

    /** Beyond this many pieces, packing pays. */
    private static final long MOST_PIECES = 8;

    private SmallProducts() {}

    static int pieces(int m, int n, int k) {
        return pieces((long) m * n * k, MOST_MULTIPLICATIONS);
    }

    static int piecesTransposedRight(int m, int n, int k) {
        return pieces((long) m * n * k, MOST_MULTIPLICATIONS_TRANSPOSED_RIGHT);
    }

    private static int pieces(long multiplications, long most) {
        long pieces = (multiplications + most - 1) / most;
        return pieces > MOST_PIECES ? 1 : (int) pieces;
    }
}

package dev.kindling.fixedpoint;

/**
 * 64-bit fixed point with a power-of-two scale: value x 2^bits, rounded to the nearest integer, ties to even. Adding such
 * integers is exact and wraps silently only if the bound that the encoder checks is left, so it must be checked.
 * Rounding error of one value: at most half a unit, 2^-(bits + 1).
 */
public final class FixedPoint {

    /** Head room over the largest magnitude expected, in bits. */
    public static final int HEAD_ROOM_BITS = 8;

    private FixedPoint() {}

    /**
     * The scale for values whose magnitude is expected to stay near {@code largest}: a sum of values with weights that add
     * up to at most 1 fits while each stays below {@link #limit}. Magnitudes below 1 count as 1.
     */
    public static int bitsFor(float largest) {
        if (!(largest >= 0) || Float.isInfinite(largest)) {
            throw new IllegalArgumentException("fixed point needs a finite magnitude >= 0 but got " + largest);
        }
        int exponent = largest <= 1 ? 0 : Math.getExponent(largest) + 1;
        return 62 - HEAD_ROOM_BITS - exponent;
    }

    /** Values must stay below this magnitude: 2^(62 - bits). */
    public static double limit(int bits) {
        return Math.scalb(1.0, 62 - bits);
    }

    /** Rounds value x 2^bits to an integer; the caller has checked {@link #limit}. */
    public static long encode(double value, int bits) {
        return (long) Math.rint(Math.scalb(value, bits));
    }

    /** The double nearest to word x 2^-bits. */
    public static double decode(long word, int bits) {
        return Math.scalb((double) word, -bits);
    }
}

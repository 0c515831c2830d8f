package dev.kindling.fixedpoint;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;

/**
 * Multiples of 2^-bits below 2^{@value #MAGNITUDE_BITS} units in magnitude: small integers, whose products of two add up
 * exactly in float64 up to {@link #EXACT_PRODUCTS} of them and in 64-bit words up to 2^21 of them at least. The grid is fixed
 * by the format of what is summed, never by the values seen.
 *
 * @param bits the unit is 2^-bits, in [0, 20]
 */
public record Grid(int bits) implements Serializable {

    /** A rounded value has at most this many bits and a sign. */
    public static final int MAGNITUDE_BITS = 21;

    /** So many products of two rounded values stay below 2^53 whatever the values are. */
    public static final int EXACT_PRODUCTS = 1 << (53 - 2 * MAGNITUDE_BITS);

    /** So many rounded values stay below 2^63 whatever the values are. */
    public static final long EXACT_SUMMANDS = 1L << (63 - MAGNITUDE_BITS);

    /** Units of 2^-14: values up to 127.9999, rounded by at most 2^-15. */
    public static final Grid DEFAULT = new Grid(14);

    /** 1.5 x 2^23: added and taken away again it leaves the nearest integer, ties to even, of what is below 2^22. */
    private static final float ROUNDING = 0x1.8p23f;

    public Grid {
        UserMistake.requireRange(bits >= 0 && bits <= 20, "bits", "in [0, 20]", bits);
    }

    /** The largest magnitude that can be rounded: (2^21 - 1) units. */
    public float largest() {
        return Math.scalb((float) ((1 << MAGNITUDE_BITS) - 1), -bits);
    }

    /**
     * Replaces the first {@code count} values by the integers nearest to value x 2^bits, ties to even. The caller has checked
     * {@link #largest}.
     */
    public void round(float[] values, int count) {
        float scale = Math.scalb(1f, bits);
        for (int i = 0; i < count; i++) {
            values[i] = (values[i] * scale + ROUNDING) - ROUNDING;
        }
    }

    /** Adds to each sum what {@link #round} would make of the value at the same index. The caller has checked {@link #largest}. */
    public void addRounded(float[] values, float[] sums) {
        float scale = Math.scalb(1f, bits);
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (values[i] * scale + ROUNDING) - ROUNDING;
        }
    }

    /** What a sum of rounded values stands for, rounded to double once. */
    public double value(long sum) {
        return Math.scalb((double) sum, -bits);
    }

    /** What a sum of products of two rounded values stands for, rounded to double once. */
    public double product(long sum) {
        return Math.scalb((double) sum, -2 * bits);
    }
}

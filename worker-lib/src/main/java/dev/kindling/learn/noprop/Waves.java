package dev.kindling.learn.noprop;

/**
 * A time as sines and cosines, the positional encoding of Vaswani et al. (2017, section 3.5) with time 1 as position 1,000: wave i
 * of 32 has the angular frequency 1,000 x 10,000^(-i / 32).
 */
final class Waves {

    /** Values of a time. */
    static final int COUNT = 64;

    private static final int HALF = COUNT / 2;

    private final double[] frequencies = new double[HALF];

    Waves() {
        for (int i = 0; i < HALF; i++) {
            frequencies[i] = 1000 * StrictMath.pow(10_000, -(double) i / HALF);
        }
    }

    /** Writes the values of time t as row {@code row}. */
    void write(double t, float[] into, int row) {
        for (int i = 0; i < HALF; i++) {
            into[row * COUNT + i] = (float) StrictMath.sin(frequencies[i] * t);
            into[row * COUNT + HALF + i] = (float) StrictMath.cos(frequencies[i] * t);
        }
    }
}

package dev.kindling.network;

/** Elementwise work on an array {@code [places, channels]} by one coefficient a channel, many places at a time. */
final class ChannelTile {

    private static final int LEAST_LENGTH = 1024;

    private final int channels;
    private final float[] a;
    private final float[] b;
    private final float[] c;

    ChannelTile(int channels) {
        this.channels = channels;
        a = new float[length(channels)];
        b = new float[a.length];
        c = new float[a.length];
    }

    /** Values in a tile: a multiple of {@code channels}. */
    static int length(int channels) {
        return channels * Math.max(1, LEAST_LENGTH / channels);
    }

    /** outputs = factor x inputs + offset, then max(0, .) if {@code relu}. */
    void scaleAndShift(float[] inputs, int length, float[] factors, float[] offsets, boolean relu, float[] outputs) {
        spread(factors, a);
        spread(offsets, b);
        for (int from = 0; from < length; from += a.length) {
            int count = Math.min(a.length, length - from);
            if (relu) {
                scaleShiftAndRectify(inputs, from, count, a, b, outputs);
            } else {
                scaleAndShift(inputs, from, count, a, b, outputs);
            }
        }
    }

    private static void scaleShiftAndRectify(float[] x, int from, int count, float[] a, float[] b, float[] y) {
        for (int i = 0; i < count; i++) {
            y[from + i] = Math.max(a[i] * x[from + i] + b[i], 0f);
        }
    }

    private static void scaleAndShift(float[] x, int from, int count, float[] a, float[] b, float[] y) {
        for (int i = 0; i < count; i++) {
            y[from + i] = a[i] * x[from + i] + b[i];
        }
    }

    /** outputs = factor x first + slope x second + constant. */
    void combine(
            float[] first,
            float[] second,
            int length,
            float[] factors,
            float[] slopes,
            float[] constants,
            float[] outputs) {
        spread(factors, a);
        spread(slopes, b);
        spread(constants, c);
        for (int from = 0; from < length; from += a.length) {
            combine(first, second, from, Math.min(a.length, length - from), a, b, c, outputs);
        }
    }

    private static void combine(float[] x, float[] y, int from, int count, float[] a, float[] b, float[] c, float[] z) {
        for (int i = 0; i < count; i++) {
            z[from + i] = a[i] * x[from + i] + b[i] * y[from + i] + c[i];
        }
    }

    private void spread(float[] coefficients, float[] tile) {
        for (int i = 0; i < tile.length; i++) {
            tile[i] = coefficients[i % channels];
        }
    }
}

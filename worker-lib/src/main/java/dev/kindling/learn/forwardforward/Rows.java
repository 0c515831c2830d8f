package dev.kindling.learn.forwardforward;

/** Loops over one row of a matrix: plain counted ones, which the compiler turns into vector code. */
final class Rows {

    private Rows() {}

    /** x = max(x, 0) in place; NaN stays, so that a diverged model shows. */
    static void rectify(float[] values, int from, int width) {
        for (int i = from; i < from + width; i++) {
            values[i] = Math.max(values[i], 0f);
        }
    }

    /** Sum of squares, in eight interleaved float32 sums (one would wait for each addition) joined in double. */
    static double squares(float[] values, int from, int width) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int end = from + width;
        int i = from;
        for (; i <= end - 8; i += 8) {
            s0 += values[i] * values[i];
            s1 += values[i + 1] * values[i + 1];
            s2 += values[i + 2] * values[i + 2];
            s3 += values[i + 3] * values[i + 3];
            s4 += values[i + 4] * values[i + 4];
            s5 += values[i + 5] * values[i + 5];
            s6 += values[i + 6] * values[i + 6];
            s7 += values[i + 7] * values[i + 7];
        }
        double sum = ((double) s0 + s1) + ((double) s2 + s3) + ((double) s4 + s5) + ((double) s6 + s7);
        for (; i < end; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    /** to = factor x from, at the same indices of both. */
    static void scale(float[] from, float factor, float[] to, int start, int width) {
        for (int i = start; i < start + width; i++) {
            to[i] = factor * from[i];
        }
    }

    /** into[j] += values[from + j]. */
    static void add(float[] values, int from, float[] into, int width) {
        for (int j = 0; j < width; j++) {
            into[j] += values[from + j];
        }
    }
}

package dev.kindling.network;

/** Sums over a stretch of an array as double: four at a time, since one sum would wait for each addition. */
final class RowSums {

    private RowSums() {}

    static double sum(float[] values, int from, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (int end = from + length - 3; i < end; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < from + length; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }

    /** The sum of products of two arrays at the same indices. */
    static double product(float[] x, float[] y, int from, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (int end = from + length - 3; i < end; i += 4) {
            a += (double) x[i] * y[i];
            b += (double) x[i + 1] * y[i + 1];
            c += (double) x[i + 2] * y[i + 2];
            d += (double) x[i + 3] * y[i + 3];
        }
        for (; i < from + length; i++) {
            a += (double) x[i] * y[i];
        }
        return a + b + (c + d);
    }
}

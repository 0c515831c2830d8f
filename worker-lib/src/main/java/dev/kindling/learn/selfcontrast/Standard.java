package dev.kindling.learn.selfcontrast;

/** Rows at mean 0 and variance 1, which tells nothing of their goodness. Sums are double, in order: a row's bits are its own. */
final class Standard {

    private static final double EPSILON = 1e-5;

    private Standard() {}

    /** Writes {@code rows} rows of {@code width} values, times {@code factor}; in place where both arrays are one. */
    static void rows(float[] values, int rows, int width, float factor, float[] to) {
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            double sum = 0;
            double squares = 0;
            for (int i = from; i < from + width; i++) {
                double value = values[i];
                sum += value;
                squares += value * value;
            }
            double mean = sum / width;
            double inverse = factor / Math.sqrt(Math.max(0, squares / width - mean * mean) + EPSILON);
            for (int i = from; i < from + width; i++) {
                to[i] = (float) ((values[i] - mean) * inverse);
            }
        }
    }
}

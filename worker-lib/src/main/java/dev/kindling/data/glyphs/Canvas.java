package dev.kindling.data.glyphs;

import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** 28 x 28 pixels of paper that take ink by their distance from the middle of a stroke. */
final class Canvas {

    static final int SIDE = 28;
    static final int PIXELS = SIDE * SIDE;

    /** Standard deviation of the sum of four bytes. */
    private static final double BYTES_SPREAD = Math.sqrt(4 * (256.0 * 256 - 1) / 12);

    private static final int BYTES_MEAN = 4 * 255 / 2;

    private final double[] ink = new double[PIXELS];

    void clear() {
        Arrays.fill(ink, 0);
    }

    /** Ink of a pixel from 0 to 1. */
    double ink(int pixel) {
        return ink[pixel];
    }

    /** Draws the polyline {@code from .. to - 1}; all lengths in pixels, (0, 0) is the top left corner of the paper. */
    void draw(double[] x, double[] y, int from, int to, double halfWidth) {
        for (int i = from + 1; i < to; i++) {
            segment(x[i - 1], y[i - 1], x[i], y[i], halfWidth + 0.5);
        }
    }

    /** Ink falls from full to none over the last pixel before {@code reach}: that is the anti-aliasing. */
    private void segment(double x0, double y0, double x1, double y1, double reach) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = dx * dx + dy * dy;
        double inverse = square > 0 ? 1 / square : 0;
        int left = Math.max(0, (int) (Math.min(x0, x1) - reach));
        int right = Math.min(SIDE - 1, (int) (Math.max(x0, x1) + reach));
        int top = Math.max(0, (int) (Math.min(y0, y1) - reach));
        int bottom = Math.min(SIDE - 1, (int) (Math.max(y0, y1) + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double away = squaredDistance(column + 0.5 - x0, row + 0.5 - y0, dx, dy, inverse);
                if (away < reach * reach) {
                    int pixel = row * SIDE + column;
                    ink[pixel] = Math.max(ink[pixel], Math.min(1, reach - Math.sqrt(away)));
                }
            }
        }
    }

    /** From (px, py) to the nearest point between the origin and (dx, dy). */
    private static double squaredDistance(double px, double py, double dx, double dy, double inverseSquare) {
        double along = Math.min(1, Math.max(0, (px * dx + py * dy) * inverseSquare));
        double ex = px - along * dx;
        double ey = py - along * dy;
        return ex * ex + ey * ey;
    }

    /** Writes the picture as bytes with noise of the given standard deviation, in grey levels. */
    void print(RandomStream random, double noise, byte[] into, int offset) {
        double unit = noise / BYTES_SPREAD;
        for (int pixel = 0; pixel < PIXELS; pixel += 2) {
            long bits = random.nextLong();
            into[offset + pixel] = level(ink[pixel], unit * bell(bits));
            into[offset + pixel + 1] = level(ink[pixel + 1], unit * bell(bits >>> 32));
        }
    }

    private static byte level(double ink, double noise) {
        return (byte) Math.min(255, Math.max(0, 255 * ink + noise) + 0.5);
    }

    /** The sum of the low four bytes about its mean: close to normal, and 784 of them cost little. */
    private static int bell(long bits) {
        long pairs = (bits & 0x00FF00FFL) + ((bits >>> 8) & 0x00FF00FFL);
        return (int) ((pairs & 0xFFFF) + (pairs >>> 16)) - BYTES_MEAN;
    }
}

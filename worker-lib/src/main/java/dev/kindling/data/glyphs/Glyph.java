package dev.kindling.data.glyphs;

import java.util.Arrays;

/**
 * The ideal form of a character: strokes as polylines of {@link #POINTS} points each, in a box of [-1, 1] both ways with x
 * to the right and y down.
 */
final class Glyph {

    /** Enough for a circle to look round. */
    static final int POINTS = 13;

    static final int MOST_STROKES = 5;

    private final double[] x;
    private final double[] y;

    /** Takes ownership of the points, stroke after stroke. */
    Glyph(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    int strokes() {
        return x.length / POINTS;
    }

    double x(int point) {
        return x[point];
    }

    double y(int point) {
        return y[point];
    }

    /** The length of all strokes together. */
    double length() {
        double length = 0;
        for (int i = 1; i < x.length; i++) {
            if (i % POINTS != 0) {
                double dx = x[i] - x[i - 1];
                double dy = y[i] - y[i - 1];
                length += Math.sqrt(dx * dx + dy * dy);
            }
        }
        return length;
    }

    /** Width or height of all strokes together, whichever is less. */
    double narrowSide() {
        return Math.min(extent(x), extent(y));
    }

    private static double extent(double[] along) {
        return Arrays.stream(along).max().orElse(0) - Arrays.stream(along).min().orElse(0);
    }
}

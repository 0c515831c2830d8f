package dev.kindling.data.glyphs;

import dev.kindling.random.RandomStream;
import java.util.Arrays;

/**
 * Invents a character. Strokes run between places of a loose 3 x 4 grid, as letters do, and most begin on or end at an
 * earlier stroke, so that a character hangs together.
 */
final class Sketch {

    private static final double JOINED_START = 0.7;
    private static final double JOINED_END = 0.25;
    private static final double SHORTEST = 0.8;
    private static final int TRIES = 8;

    private final RandomStream random;
    private final double[] x = new double[Glyph.MOST_STROKES * Glyph.POINTS];
    private final double[] y = new double[Glyph.MOST_STROKES * Glyph.POINTS];
    private int points;

    private Sketch(RandomStream random) {
        this.random = random;
    }

    static Glyph draw(RandomStream random) {
        Sketch sketch = new Sketch(random);
        int strokes = sketch.strokeCount();
        for (int stroke = 0; stroke < strokes; stroke++) {
            sketch.addStroke();
        }
        return sketch.centred();
    }

    private int strokeCount() {
        double u = random.nextDouble();
        return u < 0.3 ? 2 : u < 0.7 ? 3 : u < 0.9 ? 4 : 5;
    }

    private void addStroke() {
        double[] start = place(JOINED_START);
        double kind = random.nextDouble();
        if (kind < 0.25) {
            addArc(start);
            return;
        }
        double[] end = endFor(start);
        double bend = kind < 0.55 ? 0 : signed(0.35, 0.8);
        // A line is a cubic without bends, a quadratic one with equal bends, and an S has opposite ones.
        addCubic(start, end, bend, kind < 0.8 ? bend : -bend);
    }

    /** A place of the grid or, with the given probability, a point of what is drawn already. */
    private double[] place(double joined) {
        if (points > 0 && random.nextDouble() < joined) {
            int point =
                    random.nextInt(points / Glyph.POINTS) * Glyph.POINTS + random.nextInt(5) * (Glyph.POINTS - 1) / 4;
            return new double[] {x[point], y[point]};
        }
        double column = random.nextInt(3) - 1;
        double row = (random.nextInt(4) - 1.5) / 1.5;
        return new double[] {0.75 * column + signed(0, 0.12), row + signed(0, 0.12)};
    }

    private double[] endFor(double[] start) {
        double[] end = place(JOINED_END);
        for (int i = 0; i < TRIES && distance(start, end) < SHORTEST; i++) {
            end = place(JOINED_END);
        }
        return end;
    }

    private static double distance(double[] a, double[] b) {
        double dx = a[0] - b[0];
        double dy = a[1] - b[1];
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** Uniform in [least, most) with a fair sign. */
    private double signed(double least, double most) {
        double size = least + (most - least) * random.nextDouble();
        return random.nextDouble() < 0.5 ? -size : size;
    }

    /** Bends are the distances of the two inner control points from the chord, in chord lengths. */
    private void addCubic(double[] start, double[] end, double firstBend, double secondBend) {
        double dx = end[0] - start[0];
        double dy = end[1] - start[1];
        for (int i = 0; i < Glyph.POINTS; i++) {
            double t = (double) i / (Glyph.POINTS - 1);
            // Control points at one and two thirds of the chord: along it the cubic is linear.
            double off = 3 * t * (1 - t) * ((1 - t) * firstBend + t * secondBend);
            add(start[0] + t * dx - off * dy, start[1] + t * dy + off * dx);
        }
    }

    /** Half an ellipse to a whole one, beginning at {@code start} in one of eight directions. */
    private void addArc(double[] start) {
        double radiusX = 0.35 + 0.3 * random.nextDouble();
        double radiusY = 0.35 + 0.3 * random.nextDouble();
        double from = random.nextInt(8) * (Math.PI / 4);
        double sweep = signed(1, 2) * Math.PI;
        double centreX = start[0] - radiusX * StrictMath.cos(from);
        double centreY = start[1] - radiusY * StrictMath.sin(from);
        for (int i = 0; i < Glyph.POINTS; i++) {
            double angle = from + sweep * i / (Glyph.POINTS - 1);
            add(centreX + radiusX * StrictMath.cos(angle), centreY + radiusY * StrictMath.sin(angle));
        }
    }

    private void add(double px, double py) {
        x[points] = px;
        y[points] = py;
        points++;
    }

    /** The strokes in the middle of the box, filling its height or its width. */
    private Glyph centred() {
        double[] xs = Arrays.copyOf(x, points);
        double[] ys = Arrays.copyOf(y, points);
        double left = Arrays.stream(xs).min().orElse(0);
        double right = Arrays.stream(xs).max().orElse(0);
        double top = Arrays.stream(ys).min().orElse(0);
        double bottom = Arrays.stream(ys).max().orElse(0);
        double half = Math.max(Math.max(right - left, bottom - top) / 2, SHORTEST / 2);
        for (int i = 0; i < points; i++) {
            xs[i] = (xs[i] - (left + right) / 2) / half;
            ys[i] = (ys[i] - (top + bottom) / 2) / half;
        }
        return new Glyph(xs, ys);
    }
}

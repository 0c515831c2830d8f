package dev.kindling.data.glyphs;

import dev.kindling.random.RandomStream;

/** Writes characters: bends the ideal strokes by habit and by chance, places them on the paper and inks them. */
final class Pen {

    /** Pixels in half a side of a character's box. */
    static final double UNIT = 9.5;

    /** Half the thickness of an ordinary pen, in pixels. */
    static final double HALF_WIDTH = 1.0;

    private static final double MIDDLE = Canvas.SIDE / 2.0;

    /** Paper that stays free on every side, in pixels. */
    private static final double MARGIN = 1;

    // Spreads at difficulty 1, in half boxes, radians, pixels and grey levels.
    private static final double HABIT = 0.105;
    private static final double CHANCE = 0.065;
    private static final double ROTATION = 0.08;
    private static final double SHIFT = 1.25;
    private static final double PRESSURE = 0.08;
    private static final double NOISE = 7;

    private final double difficulty;
    private final Canvas canvas = new Canvas();
    private final double[] x = new double[Glyph.MOST_STROKES * Glyph.POINTS];
    private final double[] y = new double[Glyph.MOST_STROKES * Glyph.POINTS];

    Pen(double difficulty) {
        this.difficulty = difficulty;
    }

    /** Inks the ideal form in the middle of the paper. */
    static void print(Glyph glyph, Canvas canvas) {
        Pen pen = new Pen(0);
        int points = glyph.strokes() * Glyph.POINTS;
        for (int i = 0; i < points; i++) {
            pen.x[i] = MIDDLE + UNIT * glyph.x(i);
            pen.y[i] = MIDDLE + UNIT * glyph.y(i);
        }
        pen.ink(points, HALF_WIDTH, canvas);
    }

    /**
     * Writes {@code glyph} once, {@code [28, 28]} bytes at {@code offset}.
     *
     * @param habit the writer's own form of this character, the same stream each time
     * @param moment what is new in this writing
     */
    void write(Glyph glyph, Hand hand, RandomStream habit, RandomStream moment, byte[] into, int offset) {
        int points = glyph.strokes() * Glyph.POINTS;
        bend(glyph, habit, moment, CHANCE * hand.looseness());
        place(points, hand, moment);
        double halfWidth = Math.max(0.5, hand.halfWidth() + difficulty * PRESSURE * Hand.bell(moment));
        keepInside(x, points, halfWidth);
        keepInside(y, points, halfWidth);
        canvas.clear();
        ink(points, halfWidth, canvas);
        canvas.print(moment, difficulty * NOISE, into, offset);
    }

    /** Moves start, middle and end of every stroke, and the points between with them. */
    private void bend(Glyph glyph, RandomStream habit, RandomStream moment, double chance) {
        for (int stroke = 0; stroke < glyph.strokes(); stroke++) {
            double x0 = offset(habit, moment, chance);
            double y0 = offset(habit, moment, chance);
            double x1 = offset(habit, moment, chance);
            double y1 = offset(habit, moment, chance);
            double x2 = offset(habit, moment, chance);
            double y2 = offset(habit, moment, chance);
            for (int i = 0; i < Glyph.POINTS; i++) {
                int point = stroke * Glyph.POINTS + i;
                x[point] = glyph.x(point) + parabola(i, x0, x1, x2);
                y[point] = glyph.y(point) + parabola(i, y0, y1, y2);
            }
        }
    }

    /** Through three offsets: it acts as moved control points of a curve do, and never makes a kink. */
    private static double parabola(int point, double start, double middle, double end) {
        double t = (double) point / (Glyph.POINTS - 1);
        return (1 - t) * (1 - 2 * t) * start + 4 * t * (1 - t) * middle + t * (2 * t - 1) * end;
    }

    private double offset(RandomStream habit, RandomStream moment, double chance) {
        return difficulty * (HABIT * Hand.bell(habit) + chance * Hand.bell(moment));
    }

    /** From the character's box to the paper: slant, size, rotation, place. */
    private void place(int points, Hand hand, RandomStream moment) {
        double angle = hand.tilt() + difficulty * ROTATION * Hand.bell(moment);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double right = MIDDLE + difficulty * SHIFT * Hand.bell(moment);
        double down = MIDDLE + hand.baseline() + difficulty * SHIFT * Hand.bell(moment);
        for (int i = 0; i < points; i++) {
            double px = UNIT * hand.width() * (x[i] - hand.slant() * y[i]);
            double py = UNIT * hand.height() * y[i];
            x[i] = right + cos * px - sin * py;
            y[i] = down + sin * px + cos * py;
        }
    }

    /** Shrinks and shifts one axis as little as puts all ink on the paper, {@link #MARGIN} from its edges. */
    private static void keepInside(double[] along, int points, double halfWidth) {
        double least = along[0];
        double most = along[0];
        for (int i = 1; i < points; i++) {
            least = Math.min(least, along[i]);
            most = Math.max(most, along[i]);
        }
        double edge = MARGIN + halfWidth + 0.5;
        double room = Canvas.SIDE - 2 * edge;
        double factor = most - least > room ? room / (most - least) : 1;
        double start = Math.min(Math.max(least, edge), Canvas.SIDE - edge - factor * (most - least));
        if (factor < 1 || start != least) {
            for (int i = 0; i < points; i++) {
                along[i] = start + factor * (along[i] - least);
            }
        }
    }

    private void ink(int points, double halfWidth, Canvas onto) {
        for (int from = 0; from < points; from += Glyph.POINTS) {
            onto.draw(x, y, from, from + Glyph.POINTS, halfWidth);
        }
    }
}

package dev.kindling.data.glyphs;

/** A character printed in its ideal form and seen from afar: the mean ink of 7 x 7 cells of 4 x 4 pixels. */
final class CoarsePicture {

    private static final int CELLS = 7;
    private static final int CELL = Canvas.SIDE / CELLS;

    /** Bounds of a well-formed character: its length in half boxes, and how little of it may lie upon itself. */
    private static final double SHORTEST = 4;

    private static final double LONGEST = 8.5;
    private static final double LEAST_SPREAD = 0.86;
    private static final double NARROWEST = 0.9;

    private final double[] cells = new double[CELLS * CELLS];
    private final boolean wellFormed;

    private CoarsePicture(Glyph glyph) {
        Canvas canvas = new Canvas();
        Pen.print(glyph, canvas);
        double ink = 0;
        for (int pixel = 0; pixel < Canvas.PIXELS; pixel++) {
            int cell = pixel / Canvas.SIDE / CELL * CELLS + pixel % Canvas.SIDE / CELL;
            cells[cell] += canvas.ink(pixel) / (CELL * CELL);
            ink += canvas.ink(pixel);
        }
        double length = glyph.length();
        double unfolded = length * Pen.UNIT * 2 * Pen.HALF_WIDTH;
        wellFormed = length >= SHORTEST
                && length <= LONGEST
                && ink >= LEAST_SPREAD * unfolded
                && glyph.narrowSide() >= NARROWEST;
    }

    static CoarsePicture of(Glyph glyph) {
        return new CoarsePicture(glyph);
    }

    /** Whether the character has enough strokes to read, not too many, and neither hides nor squeezes them. */
    boolean wellFormed() {
        return wellFormed;
    }

    /** The squared distance, or some number of at least {@code enough} once it is sure to reach that. */
    double squaredDistance(CoarsePicture other, double enough) {
        double sum = 0;
        for (int row = 0; row < CELLS && sum < enough; row++) {
            for (int i = row * CELLS; i < (row + 1) * CELLS; i++) {
                double difference = cells[i] - other.cells[i];
                sum += difference * difference;
            }
        }
        return sum;
    }
}

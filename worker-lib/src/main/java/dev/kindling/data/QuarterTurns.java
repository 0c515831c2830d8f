package dev.kindling.data;

/**
 * Turns of square pictures by quarters, counter-clockwise as seen: one turn puts the picture's right edge on top. Exact:
 * pixels change places and nothing else.
 */
public final class QuarterTurns {

    private static final int FULL = 4;

    private QuarterTurns() {}

    /**
     * Where every pixel of the turned picture comes from.
     *
     * @param side pixels of an edge, at least 1
     * @param turns any number of quarters; negative ones are clockwise
     * @return for each pixel of the turned picture, row by row, the place of its source
     */
    public static int[] sources(int side, int turns) {
        int[] sources = new int[Math.multiplyExact(side, side)];
        int last = side - 1;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                sources[y * side + x] = switch (Math.floorMod(turns, FULL)) {
                    case 0 -> y * side + x;
                    case 1 -> x * side + last - y;
                    case 2 -> (last - y) * side + last - x;
                    default -> (last - x) * side + y;
                };
            }
        }
        return sources;
    }
}

package dev.kindling.data.formats;

/**
 * A one-bit picture of 105 x 105 pixels reduced to 28 x 28 bytes: the share of a new pixel's area that is ink, times 255. Exact up
 * to the last rounding: a new pixel is 15 quarters of an old one wide, so areas are counted in sixteenths of an old pixel, 225
 * for a new one, and rounded to the nearest byte (a tie cannot be).
 */
final class AreaAverage {

    private static final int OLD = OneBitPng.SIDE;
    private static final int NEW = Omniglot.SIDE;

    /** Width of a pixel in quarters of an old one. */
    private static final int OLD_WIDTH = 4;

    private static final int NEW_WIDTH = 15;
    private static final int INK = 255;

    private AreaAverage() {}

    /** Writes the picture to {@code into[offset .. offset + 784)}; {@code rows} as {@link OneBitPng#rows} gives them. */
    static void reduce(byte[] rows, byte[] into, int offset) {
        int[] areas = new int[NEW * NEW];
        int[] inkOfRow = new int[NEW];
        for (int y = 0; y < OLD; y++) {
            measure(rows, y, inkOfRow);
            spread(y, inkOfRow, areas);
        }
        int area = NEW_WIDTH * NEW_WIDTH;
        for (int pixel = 0; pixel < areas.length; pixel++) {
            into[offset + pixel] = (byte) ((2 * areas[pixel] * INK + area) / (2 * area));
        }
    }

    /** Quarters of ink in each new column of an old row. */
    private static void measure(byte[] rows, int y, int[] inkOfRow) {
        java.util.Arrays.fill(inkOfRow, 0);
        for (int x = 0; x < OLD; x++) {
            if (OneBitPng.isInk(rows, x, y)) {
                int first = OLD_WIDTH * x / NEW_WIDTH;
                int inFirst = inFirst(x, first);
                inkOfRow[first] += inFirst;
                if (inFirst < OLD_WIDTH) {
                    inkOfRow[first + 1] += OLD_WIDTH - inFirst;
                }
            }
        }
    }

    /** Gives an old row's ink to the one or two new rows it lies in. */
    private static void spread(int y, int[] inkOfRow, int[] areas) {
        int first = OLD_WIDTH * y / NEW_WIDTH;
        int inFirst = inFirst(y, first);
        for (int x = 0; x < NEW; x++) {
            areas[first * NEW + x] += inFirst * inkOfRow[x];
            if (inFirst < OLD_WIDTH) {
                areas[(first + 1) * NEW + x] += (OLD_WIDTH - inFirst) * inkOfRow[x];
            }
        }
    }

    private static int inFirst(int old, int first) {
        return Math.min(OLD_WIDTH, NEW_WIDTH * (first + 1) - OLD_WIDTH * old);
    }
}

package dev.kindling.learn.noprop;

/** Values of several paths side by side: rows of {@code stretch} values, of which a path has {@code width} from a column on. */
final class Columns {

    private Columns() {}

    /** Puts {@code [rows, width]} values in their place. */
    static void put(float[] values, int width, int rows, float[] all, int stretch, int column) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * width, all, row * stretch + column, width);
        }
    }

    /** Adds values to those that are there. */
    static void add(float[] values, int width, int rows, float[] all, int stretch, int column) {
        for (int row = 0; row < rows; row++) {
            int to = row * stretch + column;
            for (int i = 0; i < width; i++) {
                all[to + i] += values[row * width + i];
            }
        }
    }

    /** Copies a path's values out. */
    static void take(float[] all, int stretch, int column, int rows, float[] values, int width) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(all, row * stretch + column, values, row * width, width);
        }
    }

    /** Adds a path's values to some that are packed. */
    static void addTo(float[] values, int width, int rows, float[] all, int stretch, int column) {
        for (int row = 0; row < rows; row++) {
            int from = row * stretch + column;
            for (int i = 0; i < width; i++) {
                values[row * width + i] += all[from + i];
            }
        }
    }
}

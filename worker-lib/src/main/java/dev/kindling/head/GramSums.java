package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.tensor.ExactProducts;

/**
 * Second moments of rounded rows on their way into words: rows wait as float64 until a block is full, its products are exact
 * ({@link Grid#EXACT_PRODUCTS}), and their sums go into the words.
 */
final class GramSums {

    /** 32 MiB of waiting rows at most, unless that is fewer rows than a product needs to be fast. */
    private static final int MOST_VALUES = 1 << 22;

    private static final int FEWEST_ROWS = 256;

    private final MomentsFormat format;
    private final int width;
    private final int capacity;
    private final double[] waiting;
    /** Where the matrix of a waiting row begins. */
    private final int[] matrices;

    private final double[] grouped;
    private final int[] groupEnds;
    private final double[] products;
    private int filled;

    GramSums(MomentsFormat format) {
        this.format = format;
        this.width = format.width();
        this.capacity = Math.max(FEWEST_ROWS, Math.min(Grid.EXACT_PRODUCTS, MOST_VALUES / width));
        this.waiting = new double[ExactProducts.lengthFor(capacity, width)];
        this.matrices = new int[capacity];
        this.groupEnds = new int[matrixCount() + 1];
        this.grouped = matrixCount() > 1 ? new double[waiting.length] : waiting;
        this.products = new double[Math.multiplyExact(Math.min(width, ExactProducts.PANEL), width)];
    }

    private int matrixCount() {
        return format.parts() * (format.second() == SecondMoments.PER_CLASS ? format.classes() : 1);
    }

    void add(int part, int label, float[] rows, int from, Moments into) {
        int at = filled * width;
        for (int i = 0; i < width; i++) {
            waiting[at + i] = rows[from + i];
        }
        matrices[filled++] = (format.second(part, label) - format.second(0, 0)) / format.triangle();
        if (filled == capacity) {
            flush(into);
        }
    }

    void flush(Moments into) {
        group();
        int begin = 0;
        for (int matrix = 0; matrix < matrixCount(); matrix++) {
            int end = matrixCount() > 1 ? groupEnds[matrix] : filled;
            if (end > begin) {
                add(matrix, begin, end, into.words());
            }
            begin = end;
        }
        filled = 0;
    }

    /** Brings rows of one matrix together, by counting. */
    private void group() {
        if (matrixCount() == 1) {
            return;
        }
        java.util.Arrays.fill(groupEnds, 0);
        for (int row = 0; row < filled; row++) {
            groupEnds[matrices[row] + 1]++;
        }
        for (int matrix = 1; matrix < groupEnds.length; matrix++) {
            groupEnds[matrix] += groupEnds[matrix - 1];
        }
        for (int row = 0; row < filled; row++) {
            System.arraycopy(waiting, row * width, grouped, groupEnds[matrices[row]]++ * width, width);
        }
    }

    private void add(int matrix, int begin, int end, long[] words) {
        int at = format.second(0, 0) + matrix * format.triangle();
        int part = matrix / (matrixCount() / format.parts());
        for (int from = 0; from < width; from += ExactProducts.PANEL) {
            int to = Math.min(from + ExactProducts.PANEL, width);
            ExactProducts.panel(end - begin, width, grouped, begin * width, from, to, products);
            int right = width - from;
            for (int row = from; row < to; row++) {
                int diagonal = (row - from) * (right + 1);
                addRow(words, at + format.row(row), products, diagonal, width - row);
                Moments.addWide(words, format.bound(part), 0, (long) products[diagonal]);
            }
        }
    }

    private static void addRow(long[] words, int at, double[] products, int from, int count) {
        for (int i = 0; i < count; i++) {
            words[at + i] += (long) products[from + i];
        }
    }
}

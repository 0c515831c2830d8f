package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.ExactProducts;
import java.util.Arrays;

/**
 * The projections of an embedding, one a book: h = x' R with R {@code [width, books x key width]} normal, its columns scaled to length 1. x
 * and R are rounded to integers small enough that their products add up exactly in float64, so a row has the same projections on
 * every machine and in every batch. Owns its buffers; used by one thread.
 */
final class BookProjection {

    private static final int EXACT_BITS = 53;

    private final int width;
    private final int columns;
    private final Grid grid;
    private final double unit;
    private final double[] matrix;
    private final float[] row;
    private final double[] rounded;
    private final double[] projected;

    BookProjection(KeyValueBottleneck settings, int width, Grid grid) {
        this.width = width;
        this.columns = Math.multiplyExact(settings.books(), settings.keyWidth());
        this.grid = grid;
        int terms = Integer.SIZE - Integer.numberOfLeadingZeros(width - 1);
        int bits = Math.min(Grid.MAGNITUDE_BITS, EXACT_BITS - Grid.MAGNITUDE_BITS - terms);
        this.unit = Math.scalb(1.0, -bits - grid.bits());
        this.matrix = matrix(settings.seed(), bits);
        this.row = new float[width];
        this.rounded = new double[width];
        this.projected = new double[columns];
    }

    private double[] matrix(long seed, int bits) {
        RandomStream random = RandomStream.of(seed, "key-projection", width, columns);
        double[] drawn = new double[Math.multiplyExact(width, columns)];
        double[] squares = new double[columns];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextGaussian();
            squares[i % columns] += drawn[i] * drawn[i];
        }
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Math.rint(Math.scalb(drawn[i] / Math.sqrt(squares[i % columns]), bits));
        }
        return drawn;
    }

    /** Of one embedding, {@code [books, key width]}, NaN throughout if it is out of the grid's range; valid until the next call. */
    double[] project(float[] embeddings, int index) {
        System.arraycopy(embeddings, index * width, row, 0, width);
        float largest = 0;
        for (int i = 0; i < width; i++) {
            largest = Math.max(largest, Math.abs(row[i]));
        }
        if (!(largest <= grid.largest())) {
            Arrays.fill(projected, Double.NaN);
            return projected;
        }
        grid.round(row, width);
        for (int i = 0; i < width; i++) {
            rounded[i] = row[i];
        }
        ExactProducts.multiply(1, columns, width, rounded, matrix, projected);
        for (int i = 0; i < columns; i++) {
            projected[i] *= unit;
        }
        return projected;
    }
}

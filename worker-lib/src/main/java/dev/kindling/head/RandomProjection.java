package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.ExactProducts;
import java.util.Arrays;

/**
 * ReLU(x' P / sqrt(d)) with P normal, a function of (seed, d, projections). x and P are rounded to integers small enough that their
 * products add up exactly in float64, so a row has the same features on every machine and in every batch; they are rounded
 * to float32 once. A row that is NaN or out of the grid's range somewhere gets NaN, which moments refuse.
 */
final class RandomProjection implements FeatureMap {

    /** Rows that are multiplied at once. */
    private static final int ROWS = 256;

    /** Normal numbers are cut off here: one in 10^15 is larger. */
    private static final int LARGEST_BITS = 3;

    private static final int EXACT_BITS = 53;

    private final int width;
    private final int projections;
    private final Grid grid;
    private final double unit;
    private final double[] matrix;
    private final float[] row;
    private final double[] rounded;
    private final double[] products;
    private final float[] features;

    RandomProjection(int width, int projections, long seed, Grid grid, int capacity) {
        this.width = width;
        this.projections = projections;
        this.grid = grid;
        int terms = Integer.SIZE - Integer.numberOfLeadingZeros(width - 1);
        int bits = Math.min(Grid.MAGNITUDE_BITS, EXACT_BITS - Grid.MAGNITUDE_BITS - terms) - LARGEST_BITS;
        this.unit = Math.scalb(1 / Math.sqrt(width), -bits - grid.bits());
        this.matrix = matrix(seed, bits);
        this.row = new float[width];
        int rows = Math.min(ROWS, capacity);
        this.rounded = new double[Math.multiplyExact(rows, width)];
        this.products = new double[Math.multiplyExact(rows, projections)];
        this.features = new float[Math.multiplyExact(capacity, projections)];
    }

    private double[] matrix(long seed, int bits) {
        RandomStream random = RandomStream.of(seed, "random-projection", width, projections);
        double[] drawn = new double[Math.multiplyExact(width, projections)];
        double largest = (1 << (bits + LARGEST_BITS)) - 1;
        for (int i = 0; i < drawn.length; i++) {
            double number = Math.rint(Math.scalb(random.nextGaussian(), bits));
            drawn[i] = Math.max(-largest, Math.min(largest, number));
        }
        return drawn;
    }

    @Override
    public float[] map(float[] embeddings, int rows) {
        for (int from = 0; from < rows; from += ROWS) {
            int count = Math.min(ROWS, rows - from);
            for (int i = 0; i < count; i++) {
                round(embeddings, (from + i) * width, i * width);
            }
            ExactProducts.multiply(count, projections, width, rounded, matrix, products);
            rectify(from * projections, count * projections);
        }
        return features;
    }

    private void round(float[] embeddings, int from, int to) {
        float largest = 0;
        for (int i = 0; i < width; i++) {
            largest = Math.max(largest, Math.abs(embeddings[from + i]));
        }
        if (!(largest <= grid.largest())) {
            Arrays.fill(rounded, to, to + width, Double.NaN);
            return;
        }
        System.arraycopy(embeddings, from, row, 0, width);
        grid.round(row, width);
        for (int i = 0; i < width; i++) {
            rounded[to + i] = row[i];
        }
    }

    private void rectify(int at, int count) {
        for (int i = 0; i < count; i++) {
            features[at + i] = (float) (Math.max(0, products[i]) * unit);
        }
    }
}

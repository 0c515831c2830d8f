package dev.kindling.tensor;

import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** A hash of the bits of sample products, for every path that training's products take through the library. */
final class Fingerprint {

    /** Different numbers enough that every rounding counts, few enough that drawing them takes no time. */
    private static final int DRAWN = 4096;

    /** Tiny ones, one whole and one cut by {@link SmallProducts}, one of the packed kernels. */
    private static final int[][] SHAPES = {{3, 5, 7}, {16, 48, 64}, {33, 100, 300}, {20, 200, 784}, {32, 520, 500}};

    /** Large enough for several panels of the packed kernels in every direction. */
    private static final int[] LARGE = {64, 1000, 1000};

    private final RowMajor products;
    private final float[] sample = draw();
    private long hash = 1;

    private Fingerprint(RowMajor products) {
        this.products = products;
    }

    /** {@code packs}: whether large products take other kernels than small ones; Java's do not, and are slow. */
    static long of(RowMajor products, boolean packs) {
        Fingerprint fingerprint = new Fingerprint(products);
        for (int[] shape : SHAPES) {
            if (packs || shape[0] < 20) {
                fingerprint.every(shape[0], shape[1], shape[2]);
            }
        }
        if (packs) {
            fingerprint.plain(LARGE[0], LARGE[1], LARGE[2]);
        }
        fingerprint.sums(7, 1003);
        return fingerprint.hash;
    }

    private void every(int m, int n, int k) {
        plain(m, n, k);
        float[] c = new float[Blas.lengthFor(m, n)];
        products.multiplyTransposedLeft(m, n, k, 0.5f, numbers(k, m), 0, numbers(k, n), 0, 1, c, 0);
        mix(c);
        Arrays.fill(c, 0);
        products.multiplyTransposedRight(m, n, k, 1, numbers(m, k), 0, numbers(n, k), 0, 0, c, 0);
        mix(c);
    }

    private void plain(int m, int n, int k) {
        float[] c = new float[Blas.lengthFor(m, n)];
        products.multiply(m, n, k, 1, numbers(m, k), 0, numbers(k, n), 0, 1, c, 0);
        mix(c);
    }

    private void sums(int rows, int width) {
        float[] sums = new float[width];
        products.columnSums(rows, width, numbers(rows, width), sums);
        mix(sums);
    }

    private static float[] draw() {
        float[] drawn = new float[DRAWN];
        RandomStream random = RandomStream.of(1, "blas-fingerprint");
        for (int i = 0; i < DRAWN; i++) {
            drawn[i] = random.nextFloat() - 0.5f;
        }
        return drawn;
    }

    private float[] numbers(int rows, int width) {
        float[] numbers = new float[Blas.lengthFor(rows, width)];
        int drawn = Math.min(DRAWN, numbers.length);
        System.arraycopy(sample, 0, numbers, 0, drawn);
        for (int filled = drawn; filled < numbers.length; filled *= 2) {
            System.arraycopy(numbers, 0, numbers, filled, Math.min(filled, numbers.length - filled));
        }
        return numbers;
    }

    private void mix(float[] values) {
        for (float value : values) {
            hash = RandomStream.mix(hash ^ Float.floatToRawIntBits(value));
        }
    }
}

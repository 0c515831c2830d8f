package dev.kindling.network;

import java.util.Arrays;

/**
 * Two sums a channel over an array {@code [places, channels]}. Many places are added side by side, a tile, so that the loop
 * is long enough for vector code; float32 sums of few tiles go to double ones.
 */
final class ChannelSums {

    private static final int TILES_IN_FLOAT = 16;

    private final int channels;
    private final float[] firstTile;
    private final float[] secondTile;
    private final double[] first;
    private final double[] second;

    ChannelSums(int channels) {
        this.channels = channels;
        this.firstTile = new float[ChannelTile.length(channels)];
        this.secondTile = new float[firstTile.length];
        this.first = new double[channels];
        this.second = new double[channels];
    }

    /** The sum of the values, or of the first array's. */
    double first(int channel) {
        return first[channel];
    }

    /** The sum of the squares, or of the products. */
    double second(int channel) {
        return second[channel];
    }

    void ofValuesAndSquares(float[] values, int length) {
        ofValuesAndProducts(values, values, length);
    }

    void ofValuesAndProducts(float[] values, float[] others, int length) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        int tile = firstTile.length;
        for (int from = 0; from < length; ) {
            for (int tiles = 0; tiles < TILES_IN_FLOAT && from < length; tiles++) {
                int count = Math.min(tile, length - from);
                addTile(values, others, from, count, firstTile, secondTile);
                from += count;
            }
            flush();
        }
    }

    private static void addTile(float[] values, float[] others, int from, int count, float[] sums, float[] products) {
        for (int i = 0; i < count; i++) {
            float value = values[from + i];
            sums[i] += value;
            products[i] += value * others[from + i];
        }
    }

    private void flush() {
        for (int i = 0; i < firstTile.length; i++) {
            first[i % channels] += firstTile[i];
            second[i % channels] += secondTile[i];
        }
        Arrays.fill(firstTile, 0);
        Arrays.fill(secondTile, 0);
    }
}

package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;

/**
 * Sums of rounded rows by class on their way into words. Integers add up exactly in float32 below 2^24, at the speed of vector
 * code; before a class could leave that, its sum goes into its words.
 */
final class ClassSums {

    private static final int EXACT = 1 << 24;

    private final Grid grid;
    private final int classes;
    /** Of classes seen so far; each from index 0, as is the row: only then does the compiler make vector code. */
    private final float[][] sums;

    private final int[] counts;
    /** No sum is larger. */
    private final int[] largest;

    private final float[] row;

    ClassSums(MomentsFormat format) {
        this.grid = format.grid();
        this.classes = format.classes();
        int keys = Math.multiplyExact(format.parts(), classes);
        this.sums = new float[keys][];
        this.counts = new int[keys];
        this.largest = new int[keys];
        this.row = new float[format.width()];
    }

    /** Adds {@code rows[from ..]}, integers of at most {@code magnitude}. */
    void add(int part, int label, float[] rows, int from, int magnitude, Moments into) {
        float[] sum = opened(part * classes + label, magnitude, into);
        System.arraycopy(rows, from, row, 0, row.length);
        add(sum, row);
    }

    /** Adds {@code rows[from ..]}, values that are integers of at most {@code magnitude} once they are rounded. */
    void addRounded(int part, int label, float[] rows, int from, int magnitude, Moments into) {
        float[] sum = opened(part * classes + label, magnitude, into);
        System.arraycopy(rows, from, row, 0, row.length);
        grid.addRounded(row, sum);
    }

    private float[] opened(int key, int magnitude, Moments into) {
        if (sums[key] == null) {
            sums[key] = new float[row.length];
        }
        if (largest[key] + magnitude > EXACT) {
            spill(key, into);
        }
        largest[key] += magnitude;
        counts[key]++;
        return sums[key];
    }

    private static void add(float[] sum, float[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    void flush(Moments into) {
        for (int key = 0; key < sums.length; key++) {
            if (counts[key] > 0) {
                spill(key, into);
            }
        }
    }

    private void spill(int key, Moments into) {
        long[] words = into.words();
        int part = key / classes;
        int at = into.format().sums(part, key % classes);
        float[] sum = sums[key];
        for (int i = 0; i < sum.length; i++) {
            words[at + i] += (long) sum[i];
            sum[i] = 0;
        }
        words[into.format().count(part, key % classes)] += counts[key];
        counts[key] = 0;
        largest[key] = 0;
    }
}

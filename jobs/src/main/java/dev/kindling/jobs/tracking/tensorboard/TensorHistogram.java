package dev.kindling.jobs.tracking.tensorboard;

/**
 * How the values of a tensor are distributed: {@value #BUCKETS} buckets of equal width from the lowest value to the highest.
 * Values that are not finite are in none of them.
 */
final class TensorHistogram {

    static final int BUCKETS = 64;

    private final double[] counts = new double[BUCKETS];
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private long count;
    private double sum;
    private double squares;

    /** Of {@code length} values from {@code offset} on. */
    TensorHistogram(float[] values, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (Float.isFinite(values[i])) {
                add(values[i]);
            }
        }
        double scale = BUCKETS / (highest - lowest);
        for (int i = offset; i < offset + length; i++) {
            if (Float.isFinite(values[i])) {
                // The highest value belongs to the last bucket; where all are alike there is but one place, NaN, which
                // is 0.
                counts[Math.min(BUCKETS - 1, (int) ((values[i] - lowest) * scale))]++;
            }
        }
    }

    private void add(double value) {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
        count++;
        sum += value;
        squares += value * value;
    }

    boolean isEmpty() {
        return count == 0;
    }

    double lowest() {
        return lowest;
    }

    double highest() {
        return highest;
    }

    long count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double squares() {
        return squares;
    }

    /** Values in a bucket, from 0. */
    double count(int bucket) {
        return counts[bucket];
    }

    /** Where a bucket ends. */
    double limit(int bucket) {
        return bucket == BUCKETS - 1 ? highest : lowest + (highest - lowest) * (bucket + 1) / BUCKETS;
    }
}

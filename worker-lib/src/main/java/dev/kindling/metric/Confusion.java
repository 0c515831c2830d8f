package dev.kindling.metric;

/** Counts of (true class, predicted class), {@code [classes, classes]} row-major. Exact. */
public final class Confusion {

    private final int classes;
    private final long[] counts;

    public Confusion(int classes) {
        this(classes, new long[Math.multiplyExact(classes, classes)]);
    }

    /** Takes ownership of {@code counts}. */
    public Confusion(int classes, long[] counts) {
        if (counts.length != classes * classes) {
            throw new IllegalArgumentException("confusion of " + classes + " classes needs " + classes * classes
                    + " counts, got " + counts.length);
        }
        this.classes = classes;
        this.counts = counts;
    }

    public void record(int trueClass, int predictedClass) {
        counts[trueClass * classes + predictedClass]++;
    }

    /** Adds another; it stays as it is. */
    public void add(Confusion other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    public int classes() {
        return classes;
    }

    /** Examples of {@code trueClass} that were taken for {@code predictedClass}. */
    public long count(int trueClass, int predictedClass) {
        return counts[trueClass * classes + predictedClass];
    }

    /** The counts, not a copy. */
    public long[] counts() {
        return counts;
    }

    /** Examples counted. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** Fraction on the diagonal, in [0, 1]; NaN of nothing. */
    public double accuracy() {
        long right = 0;
        for (int c = 0; c < classes; c++) {
            right += counts[c * classes + c];
        }
        return (double) right / total();
    }
}

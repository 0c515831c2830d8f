package dev.kindling.metric;

/**
 * How accuracy spreads over clients: a histogram of {@value #BINS} bins over [0, 1] and the extremes. Exact; quantiles are
 * read off the histogram and so are rounded to a bin.
 */
public final class AccuracySpread {

    /** Bins of equal width; an accuracy of 1 falls into the last. */
    public static final int BINS = 50;

    private final long[] counts;
    private double lowest = 1;
    private double highest;

    public AccuracySpread() {
        this(new long[BINS], 1, 0);
    }

    /** Takes ownership of {@code counts}, one entry a bin. */
    public AccuracySpread(long[] counts, double lowest, double highest) {
        if (counts.length != BINS) {
            throw new IllegalArgumentException("accuracy spread needs " + BINS + " bins, got " + counts.length);
        }
        this.counts = counts;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** One client's accuracy, {@code right} of {@code examples}; a client without examples is not counted. */
    public void record(long right, long examples) {
        if (examples == 0) {
            return;
        }
        double accuracy = (double) right / examples;
        counts[(int) Math.min(right * BINS / examples, BINS - 1)]++;
        lowest = Math.min(lowest, accuracy);
        highest = Math.max(highest, accuracy);
    }

    /** Adds another; it stays as it is. */
    public void add(AccuracySpread other) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        lowest = Math.min(lowest, other.lowest);
        highest = Math.max(highest, other.highest);
    }

    /** Clients in each bin, not a copy. */
    public long[] counts() {
        return counts;
    }

    /** Clients counted. */
    public long clients() {
        long clients = 0;
        for (long count : counts) {
            clients += count;
        }
        return clients;
    }

    /** Smallest accuracy of a client, 1 if there is none. */
    public double lowest() {
        return lowest;
    }

    /** Largest accuracy of a client, 0 if there is none. */
    public double highest() {
        return highest;
    }

    /** The middle of the bin in which the given fraction of clients is reached, NaN if there is none. */
    public double quantile(double fraction) {
        long clients = clients();
        long seen = 0;
        for (int bin = 0; bin < BINS; bin++) {
            seen += counts[bin];
            if (counts[bin] > 0 && seen >= fraction * clients) {
                return (bin + 0.5) / BINS;
            }
        }
        return Double.NaN;
    }
}

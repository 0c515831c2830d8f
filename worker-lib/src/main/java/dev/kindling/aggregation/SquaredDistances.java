package dev.kindling.aggregation;

import java.util.Arrays;

/**
 * Squared Euclidean distances between the updates of a round's clients, summed over slices of the parameters. A chunk of
 * {@link #CHUNK} parameters is summed as double in a fixed order and rounded to a multiple of 2^-63, counted as 2^43 where
 * it is larger; chunks are added exactly, in two 64-bit words a pair, so the sums have the same bits for any order and any
 * cut between chunks.
 */
public final class SquaredDistances {

    /** Parameters whose squares are summed as double. */
    public static final int CHUNK = 1 << 12;

    private static final double LARGEST = 0x1p43;
    private static final double LOW_UNIT = 0x1p-63;

    private final int cohort;
    private final int[] clients;
    private final long[] high;
    private final long[] low;

    /**
     * Takes ownership, as a codec reads it.
     *
     * @param cohort clients asked
     * @param clients ids of those that reported, ascending
     * @param high whole part for each pair (i, j) with j below i, ordered by i, then j
     * @param low the rest in units of 2^-63, in [0, 2^63)
     */
    public SquaredDistances(int cohort, int[] clients, long[] high, long[] low) {
        this.cohort = cohort;
        this.clients = clients;
        this.high = high;
        this.low = low;
    }

    /** The distances within one slice. */
    public static SquaredDistances within(CohortSlice slice) {
        float[][] updates = slice.updates();
        int pairs = pair(updates.length, 0);
        SquaredDistances sums = new SquaredDistances(slice.cohort(), slice.clients(), new long[pairs], new long[pairs]);
        for (int i = 0; i < updates.length; i++) {
            for (int j = 0; j < i; j++) {
                sums.addChunks(pair(i, j), updates[i], updates[j]);
            }
        }
        return sums;
    }

    private static int pair(int i, int j) {
        return i * (i - 1) / 2 + j;
    }

    private void addChunks(int pair, float[] one, float[] other) {
        for (int from = 0; from < one.length; from += CHUNK) {
            double sum = Math.min(LARGEST, squared(one, other, from, Math.min(one.length, from + CHUNK)));
            long whole = (long) sum;
            add(pair, whole, (long) ((sum - whole) / LOW_UNIT));
        }
    }

    /** Four sums side by side: the order is fixed and the additions need not wait for one another. */
    static double squared(float[] one, float[] other, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            double first = (double) one[i] - other[i];
            double second = (double) one[i + 1] - other[i + 1];
            double third = (double) one[i + 2] - other[i + 2];
            double fourth = (double) one[i + 3] - other[i + 3];
            a += first * first;
            b += second * second;
            c += third * third;
            d += fourth * fourth;
        }
        for (; i < to; i++) {
            double last = (double) one[i] - other[i];
            a += last * last;
        }
        return a + b + (c + d);
    }

    private void add(int pair, long moreHigh, long moreLow) {
        long sum = low[pair] + moreLow;
        // Both are below 2^63: where the sum is not, it is negative, and its sign bit is the carry.
        high[pair] += moreHigh + (sum >>> 63);
        low[pair] = sum & Long.MAX_VALUE;
    }

    /** Adds the distances of the same clients within another slice; they stay as they are. */
    public SquaredDistances add(SquaredDistances other) {
        if (!Arrays.equals(clients, other.clients) || cohort != other.cohort) {
            throw new IllegalStateException("distances between different clients: " + Arrays.toString(clients) + " and "
                    + Arrays.toString(other.clients));
        }
        for (int pair = 0; pair < high.length; pair++) {
            add(pair, other.high[pair], other.low[pair]);
        }
        return this;
    }

    /** Clients asked, whether they reported or not. */
    public int cohort() {
        return cohort;
    }

    /** Ids of the clients that reported, ascending, not a copy. */
    public int[] clients() {
        return clients;
    }

    /** Whole parts by pair, not a copy. */
    public long[] high() {
        return high;
    }

    /** The rest by pair, not a copy. */
    public long[] low() {
        return low;
    }

    /** The squared distance between the clients at two places of {@link #clients}, rounded to double. */
    public double between(int one, int other) {
        if (one == other) {
            return 0;
        }
        int pair = pair(Math.max(one, other), Math.min(one, other));
        return high[pair] + low[pair] * LOW_UNIT;
    }
}

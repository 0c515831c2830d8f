package dev.kindling.continual;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * How well a score tells examples of known classes from those of unknown ones: two histograms of {@value #BINS} equal bins over
 * [0, 1], exact counts that add and subtract. A high score means "known", as the largest softmax probability does (Hendrycks,
 * Gimpel: A baseline for detecting misclassified and out-of-distribution examples, ICLR 2017).
 *
 * <p>The area under the ROC curve is the probability that a known example scores above an unknown one, ties counting one half
 * (Mann, Whitney 1947; Hanley, McNeil 1982). Scores that fall into one bin count as ties. It is therefore exact where no known
 * and unknown score differ within a bin, and else off by at most {@link #resolution}.
 */
public final class OpenSet {

    /** Bins; scores nearer than 2^-12 may count as equal. */
    public static final int BINS = 4096;

    private final long[] known;
    private final long[] unknown;

    /** Nothing counted: the neutral one. */
    public OpenSet() {
        this(new long[BINS], new long[BINS]);
    }

    /** Takes ownership of both histograms. */
    public OpenSet(long[] known, long[] unknown) {
        if (known.length != BINS || unknown.length != BINS) {
            throw new IllegalArgumentException(
                    "open-set counts need " + BINS + " bins, got " + known.length + " and " + unknown.length);
        }
        this.known = known;
        this.unknown = unknown;
    }

    /** A squared distance to the nearest prototype as a score: scale / (scale + distance), 1 at the prototype, towards 0 far away. */
    public static double ofDistance(double squared, double scale) {
        return scale / (scale + squared);
    }

    /**
     * One test example.
     *
     * @param score in [0, 1]
     * @param isKnown whether its class has been learnt
     */
    public void record(double score, boolean isKnown) {
        (isKnown ? known : unknown)[bin(score)]++;
    }

    static int bin(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("an open-set score must be in [0, 1] but was " + score);
        }
        return Math.min(BINS - 1, (int) (score * BINS));
    }

    /** Adds another; it stays as it is. */
    public void add(OpenSet other) {
        combine(other, 1);
    }

    /** Takes out what was added; {@code other} stays as it is. */
    public void subtract(OpenSet other) {
        combine(other, -1);
    }

    private void combine(OpenSet other, int sign) {
        for (int bin = 0; bin < BINS; bin++) {
            known[bin] += sign * other.known[bin];
            unknown[bin] += sign * other.unknown[bin];
        }
    }

    /** The area under the ROC curve, in [0, 1]: 1/2 tells nothing, 1 everything; NaN without examples of both kinds. */
    public double auroc() {
        BigInteger halves = BigInteger.ZERO;
        long below = 0;
        for (int bin = 0; bin < BINS; bin++) {
            BigInteger wins = BigInteger.valueOf(below).shiftLeft(1).add(BigInteger.valueOf(unknown[bin]));
            halves = halves.add(wins.multiply(BigInteger.valueOf(known[bin])));
            below += unknown[bin];
        }
        return halves.doubleValue() / 2 / pairs();
    }

    /** How far {@link #auroc} may be from that of the unrounded scores: half the share of pairs that meet in a bin. */
    public double resolution() {
        BigInteger meetings = BigInteger.ZERO;
        for (int bin = 0; bin < BINS; bin++) {
            meetings = meetings.add(BigInteger.valueOf(known[bin]).multiply(BigInteger.valueOf(unknown[bin])));
        }
        return meetings.doubleValue() / 2 / pairs();
    }

    private double pairs() {
        BigInteger all = BigInteger.valueOf(Arrays.stream(known).sum())
                .multiply(BigInteger.valueOf(Arrays.stream(unknown).sum()));
        return all.signum() == 0 ? Double.NaN : all.doubleValue();
    }

    /** Known examples in each bin, not a copy; readers must not write. */
    public long[] known() {
        return known;
    }

    /** Unknown examples in each bin, likewise. */
    public long[] unknown() {
        return unknown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpenSet that
                && Arrays.equals(known, that.known)
                && Arrays.equals(unknown, that.unknown);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(known) + Arrays.hashCode(unknown);
    }
}

package dev.kindling.continual;

import dev.kindling.fixedpoint.FixedPoint;
import java.util.Arrays;

/**
 * Whether confidence means what it says: for bins ((m-1)/M, m/M] of confidence the number of predictions, of right ones, and
 * the sum of confidences (Guo, Pleiss, Sun, Weinberger: On calibration of modern neural networks, ICML 2017). Counts are exact and
 * each confidence is rounded once to 2^-32, so all of it adds and subtracts exactly; a bin holds up to 2^31 predictions.
 */
public final class Calibration {

    private static final int BITS = 32;

    private final long[] counts;
    private final long[] correct;
    private final long[] confidence;

    /** Nothing counted: the neutral one. The paper takes 15 bins. */
    public Calibration(int bins) {
        this(new long[bins], new long[bins], new long[bins]);
    }

    /** Takes ownership of all columns, one entry a bin; {@code confidence} in units of 2^-32. */
    public Calibration(long[] counts, long[] correct, long[] confidence) {
        if (counts.length < 1 || correct.length != counts.length || confidence.length != counts.length) {
            throw new IllegalArgumentException("calibration needs >= 1 bin, the same in all columns, but got "
                    + counts.length + ", " + correct.length + " and " + confidence.length);
        }
        this.counts = counts;
        this.correct = correct;
        this.confidence = confidence;
    }

    public int bins() {
        return counts.length;
    }

    /** One prediction with its confidence, in [0, 1]; 0 falls into the first bin. */
    public void record(double ofPrediction, boolean right) {
        int bin = bin(ofPrediction, counts.length);
        counts[bin]++;
        correct[bin] += right ? 1 : 0;
        confidence[bin] += word(ofPrediction);
    }

    static int bin(double confidence, int bins) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence must be in [0, 1] but was " + confidence);
        }
        return Math.max(0, (int) Math.ceil(confidence * bins) - 1);
    }

    static long word(double confidence) {
        return FixedPoint.encode(confidence, BITS);
    }

    /** Adds another; it stays as it is. */
    public void add(Calibration other) {
        combine(other, 1);
    }

    /** Takes out what was added; {@code other} stays as it is. */
    public void subtract(Calibration other) {
        combine(other, -1);
    }

    private void combine(Calibration other, int sign) {
        if (other.bins() != bins()) {
            throw new IllegalArgumentException(
                    "calibrations of " + bins() + " and " + other.bins() + " bins cannot be combined");
        }
        for (int bin = 0; bin < counts.length; bin++) {
            counts[bin] += sign * other.counts[bin];
            correct[bin] += sign * other.correct[bin];
            confidence[bin] += sign * other.confidence[bin];
        }
    }

    /** ECE = sum over bins of n_m / n x |accuracy_m - mean confidence_m|, in [0, 1]; NaN of nothing. */
    public double expectedError() {
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            sum += gap(bin);
        }
        return sum / Arrays.stream(counts).sum();
    }

    /** MCE = the largest |accuracy_m - mean confidence_m| of a bin that holds predictions; NaN if none does. */
    public double largestError() {
        double largest = Double.NaN;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0) {
                double error = gap(bin) / counts[bin];
                largest = error <= largest ? largest : error;
            }
        }
        return largest;
    }

    private double gap(int bin) {
        return Math.abs(correct[bin] - FixedPoint.decode(confidence[bin], BITS));
    }

    /** Predictions in each bin, not a copy; readers must not write. */
    public long[] counts() {
        return counts;
    }

    /** Right predictions in each bin, likewise. */
    public long[] correctCounts() {
        return correct;
    }

    /** Sums of confidences in each bin in units of 2^-32, likewise. */
    public long[] confidenceWords() {
        return confidence;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that
                && Arrays.equals(counts, that.counts)
                && Arrays.equals(correct, that.correct)
                && Arrays.equals(confidence, that.confidence);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(counts) + Arrays.hashCode(correct)) + Arrays.hashCode(confidence);
    }
}

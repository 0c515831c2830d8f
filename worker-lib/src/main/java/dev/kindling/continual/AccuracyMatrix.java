package dev.kindling.continual;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;

/**
 * How many test examples of each experience were right after each experience: counts (correct, total) for every pair (after,
 * on), experiences numbered 0 to T-1, and {@link #UNTRAINED} for the model before the first one. Exact: adding and
 * subtracting are integer sums, so parts may come from any clients in any order. All accuracies are in [0, 1] and NaN where
 * nothing was counted.
 *
 * <p>With a(i, j) the accuracy on j after i, and sums over the experiences that the formula names, the measures are those of
 * Lopez-Paz and Ranzato (Gradient episodic memory, NeurIPS 2017), Chaudhry, Dokania, Ajanthan and Torr (Riemannian walk, ECCV
 * 2018) and Rebuffi et al. (iCaRL, CVPR 2017). A mean of which one accuracy is NaN is NaN: nothing is filled in.
 */
public final class AccuracyMatrix {

    /** The row of the model before the first experience. */
    public static final int UNTRAINED = -1;

    private final int experiences;
    private final long[] correct;
    private final long[] total;

    /** An empty matrix: the neutral one. */
    public AccuracyMatrix(int experiences) {
        this(experiences, new long[cells(experiences)], new long[cells(experiences)]);
    }

    /** Takes ownership of both columns, {@code [T + 1, T]} row-major, the untrained row first. */
    public AccuracyMatrix(int experiences, long[] correct, long[] total) {
        int cells = cells(experiences);
        if (correct.length != cells || total.length != cells) {
            throw new IllegalArgumentException("accuracy matrix of " + experiences + " experiences needs " + cells
                    + " counts, got " + correct.length + " and " + total.length);
        }
        this.experiences = experiences;
        this.correct = correct;
        this.total = total;
    }

    private static int cells(int experiences) {
        if (experiences < 1) {
            throw new IllegalArgumentException("an accuracy matrix needs >= 1 experience but has " + experiences);
        }
        return Math.multiplyExact(experiences + 1, experiences);
    }

    public int experiences() {
        return experiences;
    }

    /** Counts {@code examples} test examples of experience {@code on}, {@code right} of them right, after {@code after}. */
    public void record(int after, int on, long right, long examples) {
        if (right < 0 || right > examples) {
            throw new IllegalArgumentException("right must be in [0, " + examples + "] but was " + right);
        }
        correct[cell(after, on)] += right;
        total[cell(after, on)] += examples;
    }

    /** Adds another; it stays as it is. */
    public void add(AccuracyMatrix other) {
        combine(other, 1);
    }

    /** Takes out what was added; {@code other} stays as it is. */
    public void subtract(AccuracyMatrix other) {
        combine(other, -1);
    }

    private void combine(AccuracyMatrix other, int sign) {
        if (other.experiences != experiences) {
            throw new IllegalArgumentException("accuracy matrices of " + experiences + " and " + other.experiences
                    + " experiences cannot be combined");
        }
        for (int i = 0; i < correct.length; i++) {
            correct[i] += sign * other.correct[i];
            total[i] += sign * other.total[i];
        }
    }

    /** The matrix of {@code count} experiences from {@code first} on alone, with the untrained row. */
    public AccuracyMatrix part(int first, int count) {
        AccuracyMatrix part = new AccuracyMatrix(count);
        for (int after = UNTRAINED; after < count; after++) {
            int row = after == UNTRAINED ? UNTRAINED : after + first;
            for (int on = 0; on < count; on++) {
                part.record(after, on, correct(row, on + first), total(row, on + first));
            }
        }
        return part;
    }

    private int cell(int after, int on) {
        if (after < UNTRAINED || after >= experiences || on < 0 || on >= experiences) {
            throw new IndexOutOfBoundsException(
                    "no cell (" + after + ", " + on + ") in an accuracy matrix of " + experiences + " experiences");
        }
        return (after + 1) * experiences + on;
    }

    /** Test examples counted on {@code on} after {@code after}. */
    public long total(int after, int on) {
        return total[cell(after, on)];
    }

    /** Those of them that were right. */
    public long correct(int after, int on) {
        return correct[cell(after, on)];
    }

    /** The accuracy a(after, on). */
    public double accuracy(int after, int on) {
        int cell = cell(after, on);
        return total[cell] == 0 ? Double.NaN : (double) correct[cell] / total[cell];
    }

    /** A_i = mean of a(i, j) over j = 0..i, every experience counting alike. */
    public double averageAccuracy(int after) {
        double sum = 0;
        for (int on = 0; on <= after; on++) {
            sum += accuracy(after, on);
        }
        return sum / (after + 1);
    }

    /** The same with every test example counting alike: right of all seen experiences by their number. */
    public double pooledAccuracy(int after) {
        long right = 0;
        long examples = 0;
        for (int on = 0; on <= after; on++) {
            right += correct(after, on);
            examples += total(after, on);
        }
        return examples == 0 ? Double.NaN : (double) right / examples;
    }

    /** Mean of A_i over i = 0..T-1 (iCaRL). */
    public double averageIncrementalAccuracy() {
        double sum = 0;
        for (int after = 0; after < experiences; after++) {
            sum += averageAccuracy(after);
        }
        return sum / experiences;
    }

    /** BWT = mean of a(T-1, j) - a(j, j) over j = 0..T-2; negative where old experiences suffer. */
    public double backwardTransfer() {
        requireSeveral("backward transfer");
        double sum = 0;
        for (int on = 0; on < experiences - 1; on++) {
            sum += accuracy(experiences - 1, on) - accuracy(on, on);
        }
        return sum / (experiences - 1);
    }

    /** FWT = mean of a(j-1, j) - b(j) over j = 1..T-1, b(j) the accuracy of the untrained model. */
    public double forwardTransfer() {
        requireSeveral("forward transfer");
        double sum = 0;
        for (int on = 1; on < experiences; on++) {
            sum += accuracy(on - 1, on) - accuracy(UNTRAINED, on);
        }
        return sum / (experiences - 1);
    }

    /**
     * F_T = mean over j = 0..T-2 of max over l = 0..T-2 of a(l, j), minus a(T-1, j) (Chaudhry et al.): the best that was ever
     * known of an experience before the last one, minus what is left. Pairs that were not measured do not count for the maximum.
     * Negative if the last experience helped the others. Other programs take the maximum over the last row too, which makes it
     * never negative.
     */
    public double forgetting() {
        requireSeveral("forgetting");
        double sum = 0;
        for (int on = 0; on < experiences - 1; on++) {
            sum += forgetting(on);
        }
        return sum / (experiences - 1);
    }

    /** An experience's part of {@link #forgetting()}; {@code on} in 0..T-2. */
    public double forgetting(int on) {
        double best = Double.NaN;
        for (int after = 0; after < experiences - 1; after++) {
            double accuracy = accuracy(after, on);
            best = accuracy <= best || Double.isNaN(accuracy) ? best : accuracy;
        }
        return best - accuracy(experiences - 1, on);
    }

    /**
     * I_k = a*(k) - a(k, k): what a model trained on experiences 0..k together knows of k, minus what this one learnt of it.
     *
     * @param joint a*(k), in [0, 1]
     */
    public double intransigence(int experience, double joint) {
        return joint - accuracy(experience, experience);
    }

    private void requireSeveral(String measure) {
        if (experiences < 2) {
            throw new UserMistake(measure + " needs at least 2 experiences but there is 1; take more experiences");
        }
    }

    /** The counts of right answers, {@code [T + 1, T]}, not a copy; for codecs and reports, which must not write. */
    public long[] correctCounts() {
        return correct;
    }

    /** The counts of answers, likewise. */
    public long[] totalCounts() {
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccuracyMatrix that
                && experiences == that.experiences
                && Arrays.equals(correct, that.correct)
                && Arrays.equals(total, that.total);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(correct) + Arrays.hashCode(total);
    }
}

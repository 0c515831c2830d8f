package dev.kindling.continual;

import java.util.Arrays;

/**
 * Right answers and test examples of each class: two counts a class, where a confusion would hold the square of thousands of
 * classes. Exact; adds and subtracts. Recall of old classes beside that of new ones shows which of them a model prefers.
 */
public final class ClassRecall {

    private final long[] correct;
    private final long[] total;

    /** Nothing counted: the neutral one. */
    public ClassRecall(int classes) {
        this(new long[classes], new long[classes]);
    }

    /** Takes ownership of both columns, one entry a class. */
    public ClassRecall(long[] correct, long[] total) {
        if (correct.length != total.length) {
            throw new IllegalArgumentException(
                    "class recall: " + correct.length + " counts of right answers but " + total.length + " of all");
        }
        this.correct = correct;
        this.total = total;
    }

    public int classes() {
        return total.length;
    }

    /** One test example of {@code trueClass}. */
    public void record(int trueClass, boolean right) {
        correct[trueClass] += right ? 1 : 0;
        total[trueClass]++;
    }

    /** Adds another; it stays as it is. */
    public void add(ClassRecall other) {
        combine(other, 1);
    }

    /** Takes out what was added; {@code other} stays as it is. */
    public void subtract(ClassRecall other) {
        combine(other, -1);
    }

    private void combine(ClassRecall other, int sign) {
        if (other.classes() != classes()) {
            throw new IllegalArgumentException(
                    "recalls of " + classes() + " and " + other.classes() + " classes cannot be combined");
        }
        for (int c = 0; c < total.length; c++) {
            correct[c] += sign * other.correct[c];
            total[c] += sign * other.total[c];
        }
    }

    /** Fraction of a class's examples that were right, NaN if it has none. */
    public double recall(int ofClass) {
        return total[ofClass] == 0 ? Double.NaN : (double) correct[ofClass] / total[ofClass];
    }

    /** Mean recall over those of {@code classes} that have examples, each class counting alike; NaN if none has. */
    public double meanRecall(int... classes) {
        double sum = 0;
        int counted = 0;
        for (int c : classes) {
            if (total[c] > 0) {
                sum += recall(c);
                counted++;
            }
        }
        return sum / counted;
    }

    /** Fraction of the examples of {@code classes} that were right, each example counting alike; NaN of nothing. */
    public double accuracy(int... classes) {
        long right = 0;
        long examples = 0;
        for (int c : classes) {
            right += correct[c];
            examples += total[c];
        }
        return examples == 0 ? Double.NaN : (double) right / examples;
    }

    /** The counts of right answers, not a copy; readers must not write. */
    public long[] correctCounts() {
        return correct;
    }

    /** The counts of examples, likewise. */
    public long[] totalCounts() {
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassRecall that
                && Arrays.equals(correct, that.correct)
                && Arrays.equals(total, that.total);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(correct) + Arrays.hashCode(total);
    }
}

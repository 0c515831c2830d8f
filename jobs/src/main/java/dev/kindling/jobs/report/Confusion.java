package dev.kindling.jobs.report;

import java.util.List;

/** How often each true class (row) was predicted as each class (column). */
public final class Confusion {

    private final List<String> classes;
    private final long[][] counts;

    /** Copies {@code counts}, a square of one row and one column per class. */
    public Confusion(List<String> classes, long[][] counts) {
        this.classes = List.copyOf(classes);
        requireRowLength("confusion", counts.length);
        this.counts = new long[counts.length][];
        for (int row = 0; row < counts.length; row++) {
            requireRowLength("row " + row + " of confusion", counts[row].length);
            this.counts[row] = counts[row].clone();
        }
    }

    /** For a run that was not tested. */
    public static Confusion none() {
        return new Confusion(List.of(), new long[0][]);
    }

    private void requireRowLength(String what, int length) {
        if (length != classes.size()) {
            throw new IllegalArgumentException(what + ": " + classes.size() + " classes but " + length + " entries");
        }
    }

    List<String> classes() {
        return classes;
    }

    long count(int trueClass, int predicted) {
        return counts[trueClass][predicted];
    }

    long examplesOf(int trueClass) {
        long sum = 0;
        for (long count : counts[trueClass]) {
            sum += count;
        }
        return sum;
    }

    /** The largest count beside the diagonal. */
    long largestError() {
        long largest = 0;
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts.length; column++) {
                largest = row == column ? largest : Math.max(largest, counts[row][column]);
            }
        }
        return largest;
    }
}

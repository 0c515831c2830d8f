package dev.kindling.jobs.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How many accuracies fall into each twentieth of [0, 1]; the last one includes 1. */
record Histogram(List<String> labels, List<Integer> counts) {

    private static final int BINS = 20;
    private static final int PERCENT = 100 / BINS;

    Histogram {
        labels = List.copyOf(labels);
        counts = List.copyOf(counts);
    }

    static Histogram of(List<Double> accuracies) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(BINS, 0));
        for (double accuracy : accuracies) {
            int bin = Math.min(BINS - 1, (int) (accuracy * BINS));
            counts.set(bin, counts.get(bin) + 1);
        }
        List<String> labels = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            labels.add(PERCENT * bin + "\u2013" + PERCENT * (bin + 1));
        }
        return new Histogram(labels, counts);
    }
}

package dev.kindling.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Bars of a histogram over [0, 1], each labelled with its bounds in percent; the last one includes 1. */
record Histogram(List<String> labels, List<Long> counts) {

    Histogram {
        labels = List.copyOf(labels);
        counts = List.copyOf(counts);
    }

    static Histogram of(List<Long> counts) {
        int bins = counts.size();
        List<String> labels = IntStream.range(0, bins)
                .mapToObj(bin -> percent(bin, bins) + "\u2013" + percent(bin + 1, bins))
                .toList();
        return new Histogram(labels, counts);
    }

    private static String percent(int bin, int bins) {
        return 100 * bin % bins == 0
                ? Integer.toString(100 * bin / bins)
                : String.format(Locale.ROOT, "%.1f", 100.0 * bin / bins);
    }
}

package dev.kindling.jobs.report;

import java.util.List;

/**
 * How accuracy spreads over clients.
 *
 * @param histogram clients in each of some bins of equal width over [0, 1]; empty if no client was evaluated
 * @param lowest of any client, in [0, 1]; the other two likewise
 */
public record ClientAccuracies(List<Long> histogram, double lowest, double median, double highest) {

    public ClientAccuracies {
        histogram = List.copyOf(histogram);
        for (long count : histogram) {
            if (count < 0) {
                throw new IllegalArgumentException("clients in a bin must be at least 0 but were " + count);
            }
        }
    }

    /** For a run whose clients were not evaluated. */
    public static ClientAccuracies none() {
        return new ClientAccuracies(List.of(), Double.NaN, Double.NaN, Double.NaN);
    }

    long clients() {
        return histogram.stream().mapToLong(Long::longValue).sum();
    }
}

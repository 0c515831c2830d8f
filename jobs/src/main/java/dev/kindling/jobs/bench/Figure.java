package dev.kindling.jobs.bench;

/**
 * One measured number.
 *
 * @param name what was measured
 * @param unit of the values
 * @param best of all repetitions
 * @param median of all repetitions
 * @param runs how many repetitions were counted
 */
public record Figure(String name, String unit, double best, double median, int runs) {

    /** A figure of which more is better. */
    static Figure highest(String name, String unit, double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return new Figure(name, unit, sorted[sorted.length - 1], sorted[sorted.length / 2], sorted.length);
    }

    /** A figure of which less is better. */
    static Figure lowest(String name, String unit, double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return new Figure(name, unit, sorted[0], sorted[sorted.length / 2], sorted.length);
    }

    /** A figure measured once. */
    static Figure once(String name, String unit, double value) {
        return new Figure(name, unit, value, value, 1);
    }
}

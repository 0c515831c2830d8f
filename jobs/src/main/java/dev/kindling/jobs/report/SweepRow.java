package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A choice of settings in a sweep.
 *
 * @param trial its number, from 1
 * @param settings what it was trained with
 * @param accuracies of the last model of each seed that was trained to the end
 * @param predicted what the run that was stopped would have come to; null where none was
 * @param failure why there is no result; null where nothing went wrong
 * @param rounds trained, over all seeds
 * @param plannedRounds that all seeds would have had
 * @param curves of each seed that was trained
 */
public record SweepRow(
        int trial,
        Map<String, String> settings,
        List<Double> accuracies,
        @Nullable Double predicted,
        @Nullable String failure,
        int rounds,
        int plannedRounds,
        List<Curve> curves) {

    /**
     * Accuracies by round.
     *
     * @param rounds those that were measured, ascending
     * @param accuracies in [0, 1], one a round
     */
    public record Curve(List<Integer> rounds, List<Double> accuracies) {

        public Curve {
            rounds = List.copyOf(rounds);
            accuracies = List.copyOf(accuracies);
        }
    }

    public SweepRow {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        accuracies = List.copyOf(accuracies);
        curves = List.copyOf(curves);
    }

    /** The settings, as in {@code lr=0.1 alpha=1}. */
    public String words() {
        return words(settings);
    }

    public static String words(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Whether every seed was trained to the end. */
    public boolean isComplete() {
        return predicted == null && failure == null;
    }

    /** finished, stopped early or failed. */
    public String state() {
        return failure != null ? "failed" : predicted != null ? "stopped" : "finished";
    }

    /** Over seeds; NaN where none was trained to the end. */
    public double mean() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    public double lowest() {
        return accuracies.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    public double highest() {
        return accuracies.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}

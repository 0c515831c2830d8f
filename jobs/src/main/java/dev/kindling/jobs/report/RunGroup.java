package dev.kindling.jobs.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs of one configuration, which differ by their seeds alone. */
record RunGroup(List<ComparedRun> runs) {

    /** A value for each round that at least one run has it of: the mean over runs, the lowest and the highest. */
    record Band(List<Integer> rounds, List<Double> mean, List<Double> low, List<Double> high) {}

    RunGroup {
        runs = List.copyOf(runs);
    }

    /** Groups in the order of their first runs. */
    static List<RunGroup> of(List<ComparedRun> runs) {
        Map<Map<String, String>, List<ComparedRun>> bySettings = new LinkedHashMap<>();
        runs.forEach(run -> bySettings
                .computeIfAbsent(run.settings(), settings -> new ArrayList<>())
                .add(run));
        return bySettings.values().stream().map(RunGroup::new).toList();
    }

    /** The keys that not all groups give the same value, in the order of the configuration. */
    static List<String> differing(List<RunGroup> groups) {
        Set<String> keys = new LinkedHashSet<>();
        groups.forEach(group -> keys.addAll(group.settings().keySet()));
        keys.removeIf(key ->
                groups.stream().map(group -> group.setting(key)).distinct().count() == 1);
        return List.copyOf(keys);
    }

    private Map<String, String> settings() {
        return runs.get(0).settings();
    }

    /** Empty where this configuration has no such key. */
    String setting(String key) {
        return settings().getOrDefault(key, "");
    }

    String seeds() {
        return runs.stream().map(run -> Long.toString(run.seed())).collect(Collectors.joining(", "));
    }

    /** Of the runs that have ended. */
    DoubleSummaryStatistics accuracies() {
        return runs.stream()
                .map(ComparedRun::accuracy)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
    }

    Band accuracy() {
        return band(RoundRow::accuracy);
    }

    Band loss() {
        return band(row -> Double.isFinite(row.loss()) ? row.loss() : null);
    }

    private Band band(Function<RoundRow, @Nullable Double> figure) {
        Map<Integer, DoubleSummaryStatistics> byRound = new TreeMap<>();
        for (ComparedRun run : runs) {
            for (RoundRow row : run.rounds()) {
                Double value = figure.apply(row);
                if (value != null) {
                    byRound.computeIfAbsent(row.round(), round -> new DoubleSummaryStatistics())
                            .accept(value);
                }
            }
        }
        return new Band(
                List.copyOf(byRound.keySet()),
                byRound.values().stream()
                        .map(DoubleSummaryStatistics::getAverage)
                        .toList(),
                byRound.values().stream().map(DoubleSummaryStatistics::getMin).toList(),
                byRound.values().stream().map(DoubleSummaryStatistics::getMax).toList());
    }
}

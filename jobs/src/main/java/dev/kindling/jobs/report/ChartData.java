package dev.kindling.jobs.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers behind the charts, in columns; null is a gap. */
record ChartData(
        List<Integer> rounds,
        List<@Nullable Double> accuracy,
        List<@Nullable Double> loss,
        List<Long> bytesDown,
        List<Long> bytesUp,
        Map<String, List<@Nullable Double>> stages,
        Histogram clients,
        Map<String, Double> layers) {

    static ChartData of(RunReport report) {
        List<RoundRow> rows = report.rounds();
        return new ChartData(
                rows.stream().map(RoundRow::round).toList(),
                rows.stream().map(RoundRow::accuracy).toList(),
                rows.stream().map(row -> finite(row.loss())).toList(),
                rows.stream().map(RoundRow::bytesDown).toList(),
                rows.stream().map(RoundRow::bytesUp).toList(),
                stages(rows),
                Histogram.of(report.clientAccuracies().histogram()),
                report.layers());
    }

    boolean hasAccuracy() {
        return accuracy.stream().anyMatch(Objects::nonNull);
    }

    boolean hasLoss() {
        return loss.stream().anyMatch(Objects::nonNull);
    }

    private static Map<String, List<@Nullable Double>> stages(List<RoundRow> rows) {
        Map<String, List<@Nullable Double>> stages = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (Map.Entry<String, Double> stage : rows.get(i).stageSeconds().entrySet()) {
                stages.computeIfAbsent(stage.getKey(), name -> gaps(rows.size()))
                        .set(i, finite(stage.getValue()));
            }
        }
        return stages;
    }

    private static List<@Nullable Double> gaps(int size) {
        return new ArrayList<>(Arrays.asList(new @Nullable Double[size]));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}

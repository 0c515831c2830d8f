package dev.kindling.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind the charts of a continual run, in columns; null is a gap.
 *
 * @param forgetting of each task but the last: its best accuracy before the last experience, minus its last
 */
record ContinualChartData(
        List<Integer> experiences,
        List<Integer> classes,
        List<@Nullable Double> accuracy,
        List<@Nullable Double> base,
        List<@Nullable Double> field,
        List<@Nullable Double> current,
        List<@Nullable Double> openSetAuroc,
        List<@Nullable Double> calibrationError,
        List<Long> bytesUp,
        List<Long> bytesUpFedAvg,
        List<@Nullable Double> forgetting,
        List<ContinualReport.Prototype> prototypes) {

    static ContinualChartData of(ContinualReport report) {
        List<ContinualReport.Experience> rows = report.experiences();
        return new ContinualChartData(
                rows.stream().map(ContinualReport.Experience::number).toList(),
                rows.stream().map(ContinualReport.Experience::classesSeen).toList(),
                rows.stream().map(ContinualReport.Experience::accuracy).toList(),
                rows.stream().map(ContinualReport.Experience::base).toList(),
                rows.stream().map(ContinualReport.Experience::field).toList(),
                rows.stream().map(ContinualReport.Experience::current).toList(),
                rows.stream().map(ContinualReport.Experience::openSetAuroc).toList(),
                rows.stream().map(ContinualReport.Experience::calibrationError).toList(),
                rows.stream().map(ContinualReport.Experience::bytesUp).toList(),
                rows.stream().map(ContinualReport.Experience::bytesUpFedAvg).toList(),
                forgetting(report.accuracyMatrix()),
                report.prototypes().prototypes());
    }

    boolean hasAccuracy() {
        return accuracy.stream().anyMatch(Objects::nonNull);
    }

    boolean hasConfidence() {
        return calibrationError.stream().anyMatch(Objects::nonNull);
    }

    private static List<@Nullable Double> forgetting(List<List<@Nullable Double>> matrix) {
        List<@Nullable Double> forgetting = new ArrayList<>();
        int last = matrix.size() - 1;
        for (int task = 0; task < last; task++) {
            Double best = null;
            for (int after = task; after < last; after++) {
                Double accuracy = at(matrix, after, task);
                best = best == null || (accuracy != null && accuracy > best) ? accuracy : best;
            }
            Double end = at(matrix, last, task);
            forgetting.add(best == null || end == null ? null : (Double) (best - end));
        }
        return forgetting;
    }

    private static @Nullable Double at(List<List<@Nullable Double>> matrix, int after, int task) {
        List<@Nullable Double> row = matrix.get(after);
        return task < row.size() ? row.get(task) : null;
    }
}

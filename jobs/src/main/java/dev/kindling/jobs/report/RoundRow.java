package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One round of a run.
 *
 * @param loss mean training loss; NaN if the round had none
 * @param accuracy in [0, 1]; null if the model was not evaluated after this round
 * @param bytesDown what the clients of the round would download
 * @param bytesUp what they would upload
 * @param stageSeconds stage (broadcast, train, merge, evaluate, ...) to wall-clock seconds, in the order they ran
 * @param absent why clients that were asked are not in the mean, to how many, in the order to show
 */
public record RoundRow(
        int round,
        double loss,
        @Nullable Double accuracy,
        long bytesDown,
        long bytesUp,
        Map<String, Double> stageSeconds,
        Map<String, Long> absent) {

    public RoundRow {
        if (accuracy != null) {
            RunReport.requireAccuracy("accuracy of round " + round, accuracy);
        }
        if (bytesDown < 0 || bytesUp < 0) {
            throw new IllegalArgumentException(
                    "round " + round + ": bytes must be at least 0 but were " + bytesDown + " and " + bytesUp);
        }
        stageSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(stageSeconds));
        absent = Collections.unmodifiableMap(new LinkedHashMap<>(absent));
    }

    double seconds() {
        return stageSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}

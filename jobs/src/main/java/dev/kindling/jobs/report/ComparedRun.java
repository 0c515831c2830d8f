package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the runs of a comparison.
 *
 * @param name of its folder
 * @param seed that it was made with
 * @param settings every key of its configuration that decides the model but the seed, by its path ("algorithm.batch"), to its value
 * @param rounds all rounds, or those so far
 * @param measuredOn what accuracies are of: {@code test} or {@code validation}
 * @param accuracy of the final model, in [0, 1]; null of a run that has not ended
 * @param samplesPerSecond examples trained on by second of training; NaN if nothing was trained
 * @param modelSha256 digest of the model file; empty if none was written
 */
public record ComparedRun(
        String name,
        long seed,
        Map<String, String> settings,
        List<RoundRow> rounds,
        String measuredOn,
        @Nullable Double accuracy,
        double samplesPerSecond,
        String modelSha256) {

    public ComparedRun {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        rounds = List.copyOf(rounds);
        if (accuracy != null) {
            RunReport.requireAccuracy("accuracy of " + name, accuracy);
        }
    }

    double seconds() {
        return rounds.stream().mapToDouble(RoundRow::seconds).sum();
    }

    long bytes() {
        return rounds.stream().mapToLong(row -> row.bytesDown() + row.bytesUp()).sum();
    }
}

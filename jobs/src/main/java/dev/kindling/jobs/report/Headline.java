package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts at the top of a report.
 *
 * @param measuredOn what accuracies are of: {@code test} or {@code validation}
 * @param testAccuracy of the final model, in [0, 1]; null if it was not measured
 * @param seconds wall-clock time of the run
 * @param samplesPerSecond examples trained on, counted once per pass, by second of training; NaN if nothing was trained
 * @param modelSha256 digest of the model file; empty if none was written
 * @param more further facts, label to value, in the order to show
 */
public record Headline(
        String measuredOn,
        @Nullable Double testAccuracy,
        double seconds,
        double samplesPerSecond,
        String modelSha256,
        long seed,
        Map<String, String> more) {

    public Headline {
        if (testAccuracy != null) {
            RunReport.requireAccuracy("test accuracy", testAccuracy);
        }
        if (!(seconds >= 0) || samplesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "seconds and samples/s must be at least 0 but were " + seconds + " and " + samplesPerSecond);
        }
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }
}

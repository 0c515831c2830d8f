package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts at the top of a report.
 *
 * @param testAccuracy of the final model, in [0, 1]; null if it was not tested
 * @param seconds wall-clock time of the run
 * @param samples examples trained on, counted once per pass
 * @param modelSha256 digest of the model file; empty if none was written
 * @param more further facts, label to value, in the order to show
 */
public record Headline(
        @Nullable Double testAccuracy,
        double seconds,
        long samples,
        String modelSha256,
        long seed,
        Map<String, String> more) {

    public Headline {
        if (testAccuracy != null) {
            RunReport.requireAccuracy("test accuracy", testAccuracy);
        }
        if (!(seconds >= 0) || samples < 0) {
            throw new IllegalArgumentException(
                    "seconds and samples must be at least 0 but were " + seconds + " and " + samples);
        }
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }

    double samplesPerSecond() {
        return samples / seconds;
    }
}

package dev.kindling.jobs.tracking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A run as trackers know it.
 *
 * @param hadoop settings of the file systems
 * @param folder the run's folder
 * @param roundsDone rounds that it has behind it; above 0 where it was resumed
 * @param rounds rounds that it will have had
 * @param measuredOn what its accuracies are of: test or validation
 * @param settings every setting by its whole name, without secrets
 */
public record TrackedRun(
        Configuration hadoop,
        Path folder,
        int roundsDone,
        int rounds,
        String measuredOn,
        Map<String, String> settings) {

    public TrackedRun {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}

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
 * @param folder the run's folder, complete when the run is finished
 * @param keep where trackers write what is theirs while the run goes on: the run's folder, or one whose files get there when the run is finished
 * @param unit what its steps are: rounds, or experiences
 * @param stepsDone steps that it has behind it; above 0 where it was resumed
 * @param steps steps that it will have had
 * @param settings every setting by its whole name, without secrets
 */
public record TrackedRun(
        Configuration hadoop,
        Path folder,
        Path keep,
        String unit,
        int stepsDone,
        int steps,
        Map<String, String> settings) {

    public TrackedRun {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}

package dev.kindling.jobs.sweep;

import dev.kindling.jobs.config.RunConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One choice of settings.
 *
 * @param number from 1
 * @param settings by the names that the user gave them
 * @param configs the run for each seed, in the order of the seeds; none where the settings are refused
 * @param refusal why they are, without secrets; null where they are not
 */
record Trial(int number, Map<String, String> settings, List<RunConfig> configs, @Nullable String refusal) {

    Trial {
        configs = List.copyOf(configs);
    }

    /** Name of the folder of a seed's run. */
    String folder(long seed) {
        return String.format(Locale.ROOT, "trial-%03d-seed-%d", number, seed);
    }
}

package dev.kindling.jobs.tracking;

import dev.kindling.nn.Parameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What trackers are told when a run has come one step further.
 *
 * @param number of the round or experience, from 1
 * @param figures finite numbers by their names
 * @param model after this step, not to be changed; null where there is none
 */
public record TrackedStep(int number, Map<String, Double> figures, @Nullable Parameters model) {}

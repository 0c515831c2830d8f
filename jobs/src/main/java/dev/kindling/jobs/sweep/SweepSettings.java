package dev.kindling.jobs.sweep;

import dev.kindling.fault.UserMistake;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep is asked for.
 *
 * @param axes what varies, {@code key=value,value} each
 * @param random how many settings to draw; null for the whole grid
 * @param searchSeed of the drawing
 * @param seeds of the runs of each trial; none for the configuration's own
 * @param validation share of the training examples to rank by, where the configuration holds none out
 * @param rankOnTest whether to rank by the test split instead
 * @param stopEarly whether runs end that are going below the best so far
 */
public record SweepSettings(
        List<String> axes,
        @Nullable Integer random,
        long searchSeed,
        List<Long> seeds,
        double validation,
        boolean rankOnTest,
        boolean stopEarly) {

    public SweepSettings {
        axes = List.copyOf(axes);
        seeds = List.copyOf(seeds);
        UserMistake.requireRange(validation > 0 && validation < 1, "--validation", "in (0, 1)", validation);
        UserMistake.requireRange(
                seeds.stream().distinct().count() == seeds.size(), "--seeds", "a list without repetitions", seeds);
    }
}

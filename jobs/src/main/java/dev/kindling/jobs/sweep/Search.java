package dev.kindling.jobs.sweep;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which settings are tried.
 *
 * @param axes what varies, one a setting
 * @param random how many settings to draw at random; null for all of the grid
 * @param seed of the drawing
 */
record Search(List<Axis> axes, @Nullable Integer random, long seed) {

    private static final int MOST_TRIALS = 10_000;
    private static final int TRIES = 1_000;
    private static final Set<String> OWN_OPTION = Set.of("seed", "validation", "tracking");

    Search {
        axes = List.copyOf(axes);
        UserMistake.requireRange(!axes.isEmpty(), "-g", "given at least once", "not");
        UserMistake.requireRange(random == null || random >= 1, "--random", "at least 1", random == null ? 0 : random);
        Set<String> keys = new LinkedHashSet<>();
        for (Axis axis : axes) {
            if (!keys.add(axis.key())) {
                throw new UserMistake("-g " + axis.key() + ": expected once, found twice; list all values in one");
            }
            if (OWN_OPTION.contains(axis.key().replaceFirst("\\..*", ""))) {
                throw new UserMistake(
                        "-g " + axis.key() + ": is the same for all trials; use --seeds, --validation, or -D");
            }
            if (random == null && axis.isRange()) {
                throw new UserMistake("-g " + axis.name() + "=" + axis.text()
                        + ": a grid has no ranges; list values, or draw from the range with --random N");
            }
        }
    }

    /** The settings of each trial by the names that the user gave them; no two alike. */
    List<Map<String, String>> trials() {
        return random == null ? grid() : drawn(random);
    }

    /** The last axis varies fastest. */
    private List<Map<String, String>> grid() {
        List<Map<String, String>> trials = List.of(Map.of());
        for (Axis axis : axes) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> trial : trials) {
                for (String value : new LinkedHashSet<>(axis.values())) {
                    Map<String, String> more = new LinkedHashMap<>(trial);
                    more.put(axis.name(), value);
                    longer.add(more);
                }
            }
            UserMistake.requireRange(
                    longer.size() <= MOST_TRIALS, "trials of the grid", "at most " + MOST_TRIALS, longer.size());
            trials = longer;
        }
        return trials;
    }

    /** Fewer than asked for where {@value #TRIES} draws running bring nothing new: there are hardly more, or none. */
    private List<Map<String, String>> drawn(int count) {
        UserMistake.requireRange(count <= MOST_TRIALS, "--random", "at most " + MOST_TRIALS, count);
        Set<Map<String, String>> trials = new LinkedHashSet<>();
        int inVain = 0;
        for (long draw = 0; trials.size() < count && inVain < TRIES; draw++) {
            RandomStream stream = RandomStream.of(seed, "sweep", draw);
            Map<String, String> trial = new LinkedHashMap<>();
            axes.forEach(axis -> trial.put(axis.name(), axis.draw(stream)));
            inVain = trials.add(trial) ? 0 : inVain + 1;
        }
        return List.copyOf(trials);
    }
}

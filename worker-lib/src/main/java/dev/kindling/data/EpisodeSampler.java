package dev.kindling.data;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Draws episodes of labelled examples: classes, and examples of each, without replacement (Vinyals et al. 2016). Used by one
 * thread.
 */
public final class EpisodeSampler {

    private final List<int[]> rowsOfClass = new ArrayList<>();
    private final int[] classes;
    private final int ways;
    private final int perClass;
    private final int[] drawn;
    private final int[] swaps;

    /**
     * A sampler of the rows with these labels. Classes with fewer than {@code perClass} of them are left out.
     *
     * @param holder whose examples they are, for the message
     * @throws UserMistake if there are fewer than {@code ways} such classes
     */
    public EpisodeSampler(String holder, int[] labels, int ways, int perClass) {
        TreeMap<Integer, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < labels.length; row++) {
            rows.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
        }
        for (List<Integer> ofClass : rows.values()) {
            if (ofClass.size() >= perClass) {
                rowsOfClass.add(ofClass.stream().mapToInt(Integer::intValue).toArray());
            }
        }
        if (rowsOfClass.size() < ways) {
            throw new UserMistake(
                    "episodes: " + holder + " has " + rowsOfClass.size() + " classes of at least " + perClass
                            + " examples, but an episode wants " + ways
                            + " ways; lower ways or the examples of a class, take fewer clients, or deal whole classes with"
                            + " partitioner = classes");
        }
        this.classes = new int[rowsOfClass.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i;
        }
        this.ways = ways;
        this.perClass = perClass;
        this.drawn = new int[ways * perClass];
        this.swaps = new int[Math.max(ways, perClass)];
    }

    /** Rows of an episode, class by class: a function of the stream alone; valid until the next draw. */
    public int[] draw(RandomStream random) {
        int[] chosen = new int[ways];
        choose(classes, ways, random, chosen, 0);
        for (int way = 0; way < ways; way++) {
            choose(rowsOfClass.get(chosen[way]), perClass, random, drawn, way * perClass);
        }
        return drawn;
    }

    /** Shuffles as far as needed, takes the front, and puts everything back. */
    private void choose(int[] values, int count, RandomStream random, int[] into, int at) {
        for (int i = 0; i < count; i++) {
            swaps[i] = i + random.nextInt(values.length - i);
            swap(values, i, swaps[i]);
        }
        System.arraycopy(values, 0, into, at, count);
        for (int i = count - 1; i >= 0; i--) {
            swap(values, i, swaps[i]);
        }
    }

    private static void swap(int[] values, int i, int j) {
        int value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}

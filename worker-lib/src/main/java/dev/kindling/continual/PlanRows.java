package dev.kindling.continual;

import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** The rows of a plan while it is made, in any order; sorted at the end. */
final class PlanRows {

    private static final int FIRST_ROOM = 1024;

    private final Population population;
    private final int clients;
    private final int experiences;
    private final int[][] taskClasses;
    private final int[] base;
    private long[] keys = new long[FIRST_ROOM];
    private int count;
    private int[] starts = {};

    /** Tasks by their classes; {@code base} is what is there before the first experience. */
    PlanRows(Population population, int clients, int experiences, int[][] taskClasses, int[] base) {
        this.population = population;
        this.clients = clients;
        this.experiences = experiences;
        this.taskClasses = taskClasses;
        for (int[] classes : taskClasses) {
            Arrays.sort(classes);
        }
        this.base = base;
        // The largest key, so that no other can leave the range.
        Math.multiplyExact(
                Math.multiplyExact((long) clients * experiences, Math.max(1, population.size())), taskClasses.length);
    }

    void add(int example, int client, int experience, int task) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, Math.multiplyExact(2, count));
        }
        long cell = (long) experience * clients + client;
        keys[count++] = (cell * population.size() + example) * taskClasses.length + task;
    }

    /**
     * The plan of these rows.
     *
     * @param perCell rows of a (client, experience) to keep, any of them with the same probability; 0 for all
     */
    ScenarioPlan plan(int perCell, long seed) {
        keys = Arrays.copyOf(keys, count);
        Arrays.sort(keys);
        if (perCell > 0) {
            thin(perCell, seed);
        }
        starts = new int[clients * experiences + 1];
        for (long key : keys) {
            starts[cell(key) + 1]++;
        }
        for (int cell = 0; cell + 1 < starts.length; cell++) {
            starts[cell + 1] += starts[cell];
        }
        requireNoEmptyExperience();
        return new ScenarioPlan(this);
    }

    private void thin(int perCell, long seed) {
        long[] kept = new long[keys.length];
        int size = 0;
        for (int from = 0, to = 0; from < keys.length; from = to) {
            int cell = cell(keys[from]);
            while (to < keys.length && cell(keys[to]) == cell) {
                to++;
            }
            int[] order = RandomStream.of(seed, "scenario-per-cell", cell).permutation(to - from);
            for (int i = 0; i < Math.min(perCell, order.length); i++) {
                kept[size++] = keys[from + order[i]];
            }
        }
        keys = Arrays.copyOf(kept, size);
        Arrays.sort(keys);
    }

    private void requireNoEmptyExperience() {
        for (int experience = 0; experience < experiences; experience++) {
            if (starts[experience * clients] == starts[(experience + 1) * clients]) {
                throw UserMistake.of(
                        "empty experience",
                        "an example for at least one client in each of " + experiences + " experiences",
                        "none in experience " + experience,
                        "the scenario",
                        "take fewer experiences, or more clients that are there");
            }
        }
    }

    private int cell(long key) {
        return (int) (key / taskClasses.length / population.size());
    }

    int clients() {
        return clients;
    }

    int experiences() {
        return experiences;
    }

    int[][] taskClasses() {
        return taskClasses;
    }

    int[] base() {
        return base;
    }

    int[] examples() {
        int[] examples = new int[keys.length];
        for (int row = 0; row < keys.length; row++) {
            examples[row] = (int) (keys[row] / taskClasses.length % population.size());
        }
        return examples;
    }

    int[] tasks() {
        int[] tasks = new int[keys.length];
        for (int row = 0; row < keys.length; row++) {
            tasks[row] = (int) (keys[row] % taskClasses.length);
        }
        return tasks;
    }

    int[] starts() {
        return starts;
    }

    /** The classes of {@code examples[from] .. examples[to - 1]}, ascending, each once. */
    int[] classesOf(int[] examples, int from, int to) {
        return Arrays.stream(examples, from, to)
                .map(population::label)
                .distinct()
                .sorted()
                .toArray();
    }
}

package dev.kindling.continual;

import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Classes cut into tasks, and the examples that stand before all tasks. */
final class ClassTasks {

    private static final int[] NONE = {};

    private final int[][] classes;
    private final int[][] tasksOfClass;

    /**
     * Cuts a sequence of classes: the first task gets {@code first} of them, or with 0 as many as the others; all others nearly
     * equal numbers, the larger ones in front.
     */
    ClassTasks(int[] sequence, int tasks, int first, int allClasses) {
        if (first > 0 ? tasks > sequence.length - first + 1 : tasks > sequence.length) {
            throw UserMistake.of(
                    "more experiences than classes",
                    "at most " + Math.max(0, first > 0 ? sequence.length - first + 1 : sequence.length)
                            + " experiences",
                    tasks,
                    "the scenario of " + sequence.length + " classes",
                    "take fewer experiences or more classes");
        }
        classes = new int[tasks][];
        tasksOfClass = new int[allClasses][];
        Arrays.fill(tasksOfClass, NONE);
        int from = 0;
        for (int task = 0; task < tasks; task++) {
            int left = tasks - task;
            int size = task == 0 && first > 0
                    ? (tasks == 1 ? sequence.length : first)
                    : (sequence.length - from + left - 1) / left;
            classes[task] = Arrays.copyOfRange(sequence, from, from + size);
            for (int label : classes[task]) {
                tasksOfClass[label] = new int[] {task};
            }
            from += size;
        }
    }

    int[][] classes() {
        return classes;
    }

    int[] tasksOfClass(int label) {
        return tasksOfClass[label];
    }

    /** Examples of classes below {@code baseClasses}. */
    static int[] base(Population population, int baseClasses) {
        return IntStream.range(0, population.size())
                .filter(example -> population.label(example) < baseClasses)
                .toArray();
    }
}

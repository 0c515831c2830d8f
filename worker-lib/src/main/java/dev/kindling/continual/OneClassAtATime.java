package dev.kindling.continual;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;
import java.util.Arrays;

/**
 * One new class in every experience, up to hundreds, measured on all classes seen so far (Javed, White: Meta-learning
 * representations for continual learning, NeurIPS 2019; Hendryx et al. 2021): on Omniglot 600 classes of the evaluation
 * alphabets with 15 drawings to learn from and 5 to measure on.
 *
 * @param classes number of experiences, each of one class, at least 1
 * @param baseClasses labels below this one are no field classes: their examples are there before the first experience
 * @param sequence the order of the classes; with shuffled also which of them take part
 */
public record OneClassAtATime(int classes, int baseClasses, ClassSequence sequence) implements Scenario {

    public OneClassAtATime {
        requireRange(classes >= 1, "classes", "at least 1", classes);
        requireRange(baseClasses >= 0, "base-classes", "at least 0", baseClasses);
    }

    /** The 600 classes of the papers. */
    public static OneClassAtATime defaults() {
        return new OneClassAtATime(600, 0, ClassSequence.SHUFFLED);
    }

    @Override
    public ScenarioPlan plan(Population population, PartitionPlan holders, long seed) {
        int[] field = sequence.of(population, baseClasses, seed);
        if (classes > field.length) {
            throw UserMistake.of(
                    "more experiences than classes",
                    "at most " + field.length + " classes",
                    classes,
                    "the scenario",
                    "lower classes, or give data with more of them");
        }
        ClassTasks tasks = new ClassTasks(Arrays.copyOf(field, classes), classes, 0, population.classes());
        return new Grid(classes, ClientOrder.SAME, new Presence.Always(), 0, 0)
                .plan(
                        population,
                        holders,
                        tasks.classes(),
                        example -> tasks.tasksOfClass(population.label(example)),
                        ClassTasks.base(population, baseClasses),
                        seed);
    }
}

package dev.kindling.continual;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;

/**
 * New classes in every experience; at test time a model chooses among all of them and nobody tells it the task (Rebuffi et al.
 * 2017; van de Ven et al. 2022). Split-MNIST is five experiences of two classes.
 *
 * @param experiences number of experiences and of tasks, at least 1
 * @param firstClasses classes of the first task, 0 for as many as the others have
 * @param sequence the order in which classes are dealt to tasks
 * @param order in which experience a client meets a task
 * @param presence which clients are there when
 * @param blur probability that an example is seen in the experience before or after its own, in [0, 1]
 * @param perCell most examples of a client in an experience, 0 for all
 */
public record ClassIncremental(
        int experiences,
        int firstClasses,
        ClassSequence sequence,
        ClientOrder order,
        Presence presence,
        double blur,
        int perCell)
        implements Scenario {

    public ClassIncremental {
        new Grid(experiences, order, presence, blur, perCell);
        requireRange(firstClasses >= 0, "first-classes", "at least 0", firstClasses);
    }

    /** Five experiences, classes in any order, all clients alike. */
    public static ClassIncremental defaults() {
        return new ClassIncremental(5, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, new Presence.Always(), 0, 0);
    }

    @Override
    public ScenarioPlan plan(Population population, PartitionPlan holders, long seed) {
        ClassTasks tasks =
                new ClassTasks(sequence.of(population, 0, seed), experiences, firstClasses, population.classes());
        return new Grid(experiences, order, presence, blur, perCell)
                .plan(
                        population,
                        holders,
                        tasks.classes(),
                        example -> tasks.tasksOfClass(population.label(example)),
                        new int[0],
                        seed);
    }
}

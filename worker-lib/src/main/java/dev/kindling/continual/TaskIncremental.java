package dev.kindling.continual;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;

/**
 * The plan of {@link ClassIncremental}, but at test time a model is told the task and chooses among its classes only (van de Ven et
 * al. 2022). Much easier: on Split-MNIST it tells methods apart no longer.
 *
 * @param experiences number of experiences and of tasks, at least 1
 * @param firstClasses classes of the first task, 0 for as many as the others have
 * @param sequence the order in which classes are dealt to tasks
 * @param order in which experience a client meets a task
 * @param presence which clients are there when
 * @param blur probability that an example is seen in the experience before or after its own, in [0, 1]
 * @param perCell most examples of a client in an experience, 0 for all
 */
public record TaskIncremental(
        int experiences,
        int firstClasses,
        ClassSequence sequence,
        ClientOrder order,
        Presence presence,
        double blur,
        int perCell)
        implements Scenario {

    public TaskIncremental {
        new ClassIncremental(experiences, firstClasses, sequence, order, presence, blur, perCell);
    }

    /** Five experiences, classes in any order, all clients alike. */
    public static TaskIncremental defaults() {
        return new TaskIncremental(5, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, new Presence.Always(), 0, 0);
    }

    @Override
    public boolean taskKnownAtTest() {
        return true;
    }

    @Override
    public ScenarioPlan plan(Population population, PartitionPlan holders, long seed) {
        return new ClassIncremental(experiences, firstClasses, sequence, order, presence, blur, perCell)
                .plan(population, holders, seed);
    }
}

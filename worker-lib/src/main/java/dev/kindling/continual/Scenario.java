package dev.kindling.continual;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.tensor.Shape;
import java.io.Serializable;

/**
 * What is learnt in which order and by whom. Immutable settings; the plan is a pure function of its input, and so is what a
 * domain does to an image. The three kinds are those of van de Ven, Tuytelaars and Tolias (Three types of incremental
 * learning, Nature Machine Intelligence 4, 2022).
 */
public sealed interface Scenario extends Serializable
        permits ClassIncremental, TaskIncremental, DomainIncremental, OneClassAtATime, Reconnaissance {

    /**
     * Deals the examples out over clients and experiences.
     *
     * @param population labels and groups of all training examples, in stored order
     * @param holders who holds which example
     * @param seed the only source of randomness
     * @throws dev.kindling.fault.UserMistake if there are more experiences than classes, or one would be empty
     */
    ScenarioPlan plan(Population population, PartitionPlan holders, long seed);

    /** Whether a model is told at test time which task an example belongs to, and so chooses among its classes only. */
    default boolean taskKnownAtTest() {
        return false;
    }

    /** What the domain of a task does to images of a shape: nothing, where tasks are classes. */
    default DomainTransform transform(int task, Shape shape, long seed) {
        return DomainTransform.none(shape);
    }
}

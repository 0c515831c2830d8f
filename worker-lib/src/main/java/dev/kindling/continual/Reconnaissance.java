package dev.kindling.continual;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.fault.UserMistake;

/**
 * Federated reconnaissance (Hendryx, KC, Walls, Morrison: Federated reconnaissance, arXiv 2109.00150, 2021): base classes are
 * known, field classes are to be found. In each mission every client draws some field classes, any with the same
 * probability among those that have unseen images, and takes some of their unseen images; what clients learn is then merged.
 * Missions end when the field is used up, or after {@code missions} of them. The field is common to all clients: who holds an
 * example does not matter, only how many clients there are.
 *
 * <p>Clients draw one after another, by id, so that no image is taken twice in a mission without replacement. Where fewer classes
 * than asked for are left, a client takes those that are left, and in the end some take none. A task is a mission.
 *
 * @param baseClasses labels below this one are base classes, the others field classes; 0 for the first half of the labels
 * @param classesPerClient field classes that a client draws in a mission, at least 1; the paper takes 5
 * @param imagesPerClass most images of each, at least 1; the paper takes 30
 * @param replacement whether images that were seen can be drawn again
 * @param missions most missions, at least 1; the paper takes 100
 * @param query which of the unseen images a client takes
 */
public record Reconnaissance(
        int baseClasses, int classesPerClient, int imagesPerClass, boolean replacement, int missions, Query query)
        implements Scenario {

    public Reconnaissance {
        requireRange(baseClasses >= 0, "base-classes", "at least 0", baseClasses);
        requireRange(classesPerClient >= 1, "classes-per-client", "at least 1", classesPerClient);
        requireRange(imagesPerClass >= 1, "images-per-class", "at least 1", imagesPerClass);
        requireRange(missions >= 1, "missions", "at least 1", missions);
    }

    /** The paper's missions. */
    public static Reconnaissance defaults() {
        return new Reconnaissance(0, 5, 30, false, 100, new Query.AtRandom());
    }

    /** The label of the first field class. */
    int firstField(Population population) {
        return baseClasses > 0 ? baseClasses : population.classes() / 2;
    }

    /** The missions one by one, for a query that asks the model of the moment. */
    public Missions missions(Population population, int clients, long seed) {
        return new Missions(this, population, clients, seed);
    }

    /**
     * All missions at once.
     *
     * @throws UserMistake if the query needs a model's scores
     */
    @Override
    public ScenarioPlan plan(Population population, PartitionPlan holders, long seed) {
        if (query.needsScores()) {
            throw new UserMistake(
                    "reconnaissance: a query of the most uncertain images has no plan before there is a model; make its missions"
                            + " one by one, or set query to at-random");
        }
        Missions all = missions(population, holders.clients(), seed);
        while (all.hasNext()) {
            all.next((mission, examples) -> new double[examples.length]);
        }
        return all.plan();
    }
}

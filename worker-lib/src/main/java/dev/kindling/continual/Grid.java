package dev.kindling.continual;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.random.RandomStream;

/**
 * The federated-continual grid of clients and experiences: whoever holds an example sees it in the experience in which that
 * client meets the example's task, if it is there.
 *
 * @param tasks number of tasks, and of experiences
 * @param order in which experience a client meets a task
 * @param presence which clients are there when
 * @param blur probability that an example is seen an experience too early or too late, in [0, 1]
 * @param perCell most examples of a (client, experience), 0 for all
 */
record Grid(int tasks, ClientOrder order, Presence presence, double blur, int perCell) {

    Grid {
        requireRange(tasks >= 1, "experiences", "at least 1", tasks);
        requireRange(blur >= 0 && blur <= 1, "blur", "in [0, 1]", blur);
        requireRange(perCell >= 0, "per-cell", "at least 0", perCell);
    }

    /** The tasks in which an example is seen. */
    @FunctionalInterface
    interface TasksOf {
        int[] example(int example);
    }

    ScenarioPlan plan(
            Population population, PartitionPlan holders, int[][] taskClasses, TasksOf tasksOf, int[] base, long seed) {
        PlanRows rows = new PlanRows(population, holders.clients(), tasks, taskClasses, base);
        boolean[][] there = presence.table(holders.clients(), tasks, seed);
        int[][] experiences = new int[holders.clients()][];
        for (int client = 0; client < experiences.length; client++) {
            experiences[client] = order.experiences(client, tasks, seed);
        }
        for (int example = 0; example < population.size(); example++) {
            int client = holders.clientOf(example);
            for (int task : tasksOf.example(example)) {
                int experience = experiences[client][task];
                if (there[client][experience]) {
                    rows.add(example, client, leak(experience, example, task, there[client], seed), task);
                }
            }
        }
        return rows.plan(perCell, seed);
    }

    /** The experience, or with probability {@link #blur} a neighbour of it in which the client is there too. */
    private int leak(int experience, int example, int task, boolean[] there, long seed) {
        if (blur == 0) {
            return experience;
        }
        RandomStream random = RandomStream.of(seed, "scenario-blur", example, task);
        boolean leaks = random.nextDouble() < blur;
        boolean early = experience > 0 && there[experience - 1];
        boolean late = experience + 1 < tasks && there[experience + 1];
        if (!leaks || (!early && !late)) {
            return experience;
        }
        boolean takesEarly = early && (!late || random.nextInt(2) == 0);
        return takesEarly ? experience - 1 : experience + 1;
    }
}

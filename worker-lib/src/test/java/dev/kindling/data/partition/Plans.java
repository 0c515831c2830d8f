package dev.kindling.data.partition;

import dev.kindling.random.RandomStream;

/** Populations and looks at plans that the partitioners' tests share. */
final class Plans {

    private Plans() {}

    /** n examples of uniformly random classes, each its own group modulo {@code groups}. */
    static Population population(int n, int classes, int groups, long seed) {
        RandomStream random = RandomStream.of(seed, "test-population");
        int[] labels = new int[n];
        int[] groupOf = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(classes);
            groupOf[i] = 7 * (i % groups);
        }
        return new Population(labels, groupOf, classes);
    }

    static int[] clients(PartitionPlan plan) {
        int[] clients = new int[plan.examples()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = plan.clientOf(i);
        }
        return clients;
    }

    /** Examples by client and class. */
    static int[][] table(Population population, PartitionPlan plan) {
        int[][] table = new int[plan.clients()][population.classes()];
        for (int i = 0; i < plan.examples(); i++) {
            table[plan.clientOf(i)][population.label(i)]++;
        }
        return table;
    }

    static int smallest(PartitionPlan plan) {
        int smallest = Integer.MAX_VALUE;
        for (int client = 0; client < plan.clients(); client++) {
            smallest = Math.min(smallest, plan.size(client));
        }
        return smallest;
    }

    static int largest(PartitionPlan plan) {
        int largest = 0;
        for (int client = 0; client < plan.clients(); client++) {
            largest = Math.max(largest, plan.size(client));
        }
        return largest;
    }
}

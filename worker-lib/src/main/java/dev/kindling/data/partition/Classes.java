package dev.kindling.data.partition;

import dev.kindling.random.RandomStream;

/**
 * Whole classes are dealt out in random order, so that the numbers of classes of two clients differ by at most one and no
 * two clients share a class.
 */
public record Classes() implements Partitioner {

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("classes", population, clients, 1);
        boolean[] present = new boolean[population.classes()];
        for (int example = 0; example < population.size(); example++) {
            present[population.label(example)] = true;
        }
        int[] owner = new int[present.length];
        int dealt = 0;
        for (int label : RandomStream.of(seed, "partition-classes").permutation(present.length)) {
            if (present[label]) {
                owner[label] = dealt++ % clients;
            }
        }
        int[] clientOf = new int[population.size()];
        for (int example = 0; example < clientOf.length; example++) {
            clientOf[example] = owner[population.label(example)];
        }
        return new PartitionPlan(clientOf, clients);
    }
}

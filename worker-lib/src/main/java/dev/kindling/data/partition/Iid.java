package dev.kindling.data.partition;

import dev.kindling.random.RandomStream;

/**
 * Every client holds a uniformly random part of the data. Sizes differ by at most one example; none is left out.
 *
 * <p>A {@link dev.kindling.fault.UserMistake} if there are more clients than examples.
 */
public record Iid() implements Partitioner {

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("iid", population, clients, 1);
        int[] order = RandomStream.of(seed, "partition-iid").permutation(population.size());
        int[] clientOf = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            clientOf[order[i]] = i % clients;
        }
        return new PartitionPlan(clientOf, clients);
    }
}

package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;

/**
 * The pathological split of McMahan et al. (Communication-efficient learning of deep networks, AISTATS 2017): examples
 * sorted by label (in stored order within a label) are cut into clients x perClient shards and every client gets
 * perClient of them at random. Shards differ by at most one example, where the paper's (and Flower's) equal ones drop the
 * remainder; none is dropped here.
 *
 * <p>A {@link UserMistake} if there are more shards than examples.
 *
 * @param perClient shards of a client, at least 1; the paper takes 2
 */
public record LabelShards(int perClient) implements Partitioner {

    public LabelShards {
        UserMistake.requireRange(perClient >= 1, "per-client", ">= 1", perClient);
    }

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("label-shards", population, clients, 1);
        long wanted = (long) clients * perClient;
        if (wanted > population.size()) {
            throw new UserMistake(
                    "label-shards: " + clients + " clients with " + perClient + " shards each want " + wanted
                            + " shards, but there are only " + population.size()
                            + " examples; take fewer clients or lower per-client");
        }
        int shards = (int) wanted;
        int[] owner = RandomStream.of(seed, "partition-shards").permutation(shards);
        int[] clientOf = new int[population.size()];
        ClassPools sorted = ClassPools.inOrder(population);
        long position = 0;
        for (int label = 0; label < sorted.classes(); label++) {
            for (int example : sorted.of(label)) {
                int shard = (int) (position++ * shards / population.size());
                clientOf[example] = owner[shard] / perClient;
            }
        }
        return new PartitionPlan(clientOf, clients);
    }
}

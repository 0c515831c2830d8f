package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/**
 * The groups the data itself knows (writers, stations, roles) are the clients. As many groups as clients: client k holds the
 * k-th group in ascending order. More groups: they are permuted and dealt out whole, numbers differing by at most one
 * (NIID-Bench's "real" split of FEMNIST; Li, Diao, Chen, He, ICDE 2022). None is dropped.
 *
 * <p>A {@link UserMistake} if there are fewer groups than clients.
 */
public record Natural() implements Partitioner {

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("natural", population, clients, 1);
        int[] groups = distinct(population);
        if (groups.length < clients) {
            throw new UserMistake("natural: expected at least " + clients + " groups for as many clients, found "
                    + groups.length + "; take at most " + groups.length
                    + " clients, name the data's group column, or use another partitioner");
        }
        int[] clientOfGroup = clientOfGroup(groups.length, clients, seed);
        int[] clientOf = new int[population.size()];
        for (int i = 0; i < clientOf.length; i++) {
            clientOf[i] = clientOfGroup[Arrays.binarySearch(groups, population.group(i))];
        }
        return new PartitionPlan(clientOf, clients);
    }

    private static int[] clientOfGroup(int groups, int clients, long seed) {
        int[] clientOfGroup = new int[groups];
        int[] order = RandomStream.of(seed, "partition-natural").permutation(groups);
        for (int i = 0; i < groups; i++) {
            clientOfGroup[groups == clients ? i : order[i]] = i % clients;
        }
        return clientOfGroup;
    }

    private static int[] distinct(Population population) {
        int[] groups = new int[population.size()];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = population.group(i);
        }
        Arrays.sort(groups);
        int distinct = 0;
        for (int i = 0; i < groups.length; i++) {
            if (i == 0 || groups[i] != groups[i - 1]) {
                groups[distinct++] = groups[i];
            }
        }
        return Arrays.copyOf(groups, distinct);
    }
}

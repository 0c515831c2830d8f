package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/**
 * Clients hold different amounts of the same mixture: sizes follow Dir(beta) over the clients of a permuted set (Li, Diao,
 * Chen, He: Federated learning on non-IID data silos, ICDE 2022), drawn again until each has the minimum, at most 100
 * times. What rounding leaves goes to the last client with a share; none is dropped.
 *
 * <p>A {@link UserMistake} if there are fewer than clients x minimum examples or no draw meets the minimum.
 *
 * @param beta concentration, in [1e-6, 1e9]; the smaller, the more the sizes differ
 * @param minimum fewest examples of a client, at least 1; the paper takes 10
 */
public record QuantitySkew(double beta, int minimum) implements Partitioner {

    public QuantitySkew {
        Dirichlet.requireConcentration("beta", beta);
        UserMistake.requireRange(minimum >= 1, "minimum", ">= 1", minimum);
    }

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("quantity-skew", population, clients, minimum);
        int[] order = RandomStream.of(seed, "partition-quantity-order").permutation(population.size());
        return Attempts.first(
                "quantity-skew",
                clients,
                minimum,
                "raise beta, lower minimum or take fewer clients",
                attempt -> deal(order, clients, RandomStream.of(seed, "partition-quantity", attempt)));
    }

    private int[] deal(int[] order, int clients, RandomStream random) {
        boolean[] open = new boolean[clients];
        Arrays.fill(open, true);
        double[] shares = new double[clients];
        Dirichlet.drawLogarithms(random, beta, shares);
        Dirichlet.normalise(shares, open);
        int[] ends = Cuts.ends(shares, order.length);
        int[] clientOf = new int[order.length];
        for (int i = 0, client = 0; i < order.length; i++) {
            while (i >= ends[client]) {
                client++;
            }
            clientOf[order[i]] = client;
        }
        return clientOf;
    }
}

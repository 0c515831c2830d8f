package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;

/**
 * Every class is spread over the clients by its own draw from Dir(alpha) (scheme "A": Yurochkin et al., Bayesian
 * nonparametric federated learning, ICML 2019; NIID-Bench: Li, Diao, Chen, He, ICDE 2022). It skews quantity as well as labels;
 * the same alpha means something else in {@link DirichletByClient}.
 *
 * <p>For each class: shuffle its n examples, draw p over the clients, cut at floor(cumulated p x n). With
 * {@code balance}, clients that already hold an equal share of all examples get nothing of this class and p is
 * normalised over the others. The whole draw is repeated until each client has the minimum, at most 100 times (NIID-Bench:
 * without bound; Flower: 10). What rounding leaves of a class goes to the last client with a share; none is dropped.
 *
 * <p>A {@link UserMistake} if there are fewer than clients x minimum examples or no draw meets the minimum.
 *
 * @param alpha concentration, in [1e-6, 1e9]; large approaches iid
 * @param minimum fewest examples of a client, at least 1; the literature takes 10
 * @param balance whether full clients are passed over
 */
public record DirichletByClass(double alpha, int minimum, boolean balance) implements Partitioner {

    public DirichletByClass {
        Dirichlet.requireConcentration("alpha", alpha);
        UserMistake.requireRange(minimum >= 1, "minimum", ">= 1", minimum);
    }

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("dirichlet-by-class", population, clients, minimum);
        ClassPools pools = ClassPools.shuffled(population, seed, "partition-by-class-order");
        return Attempts.first(
                "dirichlet-by-class",
                clients,
                minimum,
                "raise alpha, lower minimum" + (balance ? "" : ", set balance") + " or take fewer clients",
                attempt -> deal(pools, population.size(), clients, seed, attempt));
    }

    private int[] deal(ClassPools pools, int examples, int clients, long seed, int attempt) {
        int[] clientOf = new int[examples];
        int[] sizes = new int[clients];
        double[] shares = new double[clients];
        boolean[] open = new boolean[clients];
        for (int label = 0; label < pools.classes(); label++) {
            int[] members = pools.of(label);
            if (members.length > 0) {
                Dirichlet.drawLogarithms(RandomStream.of(seed, "partition-by-class", attempt, label), alpha, shares);
                mark(open, sizes, examples);
                Dirichlet.normalise(shares, open);
                give(members, Cuts.ends(shares, members.length), clientOf, sizes);
            }
        }
        return clientOf;
    }

    /** Before the last example is dealt some client holds less than an equal share, so one is always open. */
    private void mark(boolean[] open, int[] sizes, int examples) {
        for (int client = 0; client < open.length; client++) {
            open[client] = !balance || (long) sizes[client] * open.length < examples;
        }
    }

    private static void give(int[] members, int[] ends, int[] clientOf, int[] sizes) {
        for (int i = 0, client = 0; i < members.length; i++) {
            while (i >= ends[client]) {
                client++;
            }
            clientOf[members[i]] = client;
            sizes[client]++;
        }
    }
}

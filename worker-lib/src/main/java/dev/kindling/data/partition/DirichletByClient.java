package dev.kindling.data.partition;

import dev.kindling.random.RandomStream;

/**
 * Every client draws its own mixture of classes from Dir(alpha) and fills up from it (scheme "B": Hsu, Qi, Brown: Measuring
 * the effects of non-identical data distribution, 2019; FedDyn: Acar et al., ICLR 2021; Flower's inner Dirichlet). All clients hold
 * equally many examples, give or take one; the same alpha means something else in {@link DirichletByClass}.
 *
 * <p>Clients are visited in random order, each as often as it has places; a visit draws a class from the client's mixture and
 * takes an example of that class without replacement. A class without examples left is struck from all mixtures, which are
 * normalised again. The literature drops what is left when lengths do not divide; here the first clients take one
 * more and every example is dealt.
 *
 * <p>A {@link dev.kindling.fault.UserMistake} if there are more clients than examples.
 *
 * @param alpha concentration, in [1e-6, 1e9]; large approaches iid, small about one class a client
 */
public record DirichletByClient(double alpha) implements Partitioner {

    public DirichletByClient {
        Dirichlet.requireConcentration("alpha", alpha);
    }

    @Override
    public PartitionPlan plan(Population population, int clients, long seed) {
        Share.requireEnough("dirichlet-by-client", population, clients, 1);
        int[] visits = visits(population.size(), clients, seed);
        ClassPools pools = ClassPools.shuffled(population, seed, "partition-by-client-order");
        Mixtures mixtures = new Mixtures(alpha, clients, pools, seed);
        RandomStream picks = RandomStream.of(seed, "partition-by-client-picks");
        int[] clientOf = new int[population.size()];
        for (int client : visits) {
            clientOf[pools.take(mixtures.pick(client, picks.nextDouble()))] = client;
        }
        return new PartitionPlan(clientOf, clients);
    }

    private static int[] visits(int examples, int clients, long seed) {
        int[] visits = new int[examples];
        for (int i = 0; i < examples; i++) {
            visits[i] = i % clients;
        }
        RandomStream.of(seed, "partition-by-client-visits").shuffle(visits);
        return visits;
    }
}

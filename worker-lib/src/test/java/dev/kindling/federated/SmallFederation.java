package dev.kindling.federated;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A round without Spark: one task, clients one after another. */
final class SmallFederation {

    static final Problem PROBLEM = new Problem(Shape.flat(4), 3);
    static final Backprop LEARNER = new Backprop(List.of(6));

    private SmallFederation() {}

    record Result(Parameters model, Tally tally) {}

    static Parameters start() {
        float[] values = new float[LEARNER.layout(PROBLEM).size()];
        LEARNER.initialise(PROBLEM, values, RandomStream.of(1, "initial-model"));
        return new Parameters(LEARNER.layout(PROBLEM), values);
    }

    static Client client(int id, int examples) {
        RandomStream random = RandomStream.of(2, "examples", id);
        float[] values = new float[4 * examples];
        int[] labels = new int[examples];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < examples; i++) {
            labels[i] = random.nextInt(3);
        }
        return new Client(id, new Examples(new FloatFeatures(examples, 4, values), labels));
    }

    /** A client one of whose features is broken. */
    static Client broken(int id, float bad) {
        Client client = client(id, 5);
        ((FloatFeatures) client.examples().features()).values()[7] = bad;
        return client;
    }

    static Result round(FederatedMethod method, Parameters global, List<Client> clients) {
        return round(method, global, clients, OnBadClient.SKIP);
    }

    static Result round(FederatedMethod method, Parameters global, List<Client> clients, OnBadClient onBadClient) {
        return run(method.with(LEARNER, PROBLEM), global, clients, onBadClient);
    }

    private static <S, R> R finish(SlicedMerge<S, R> merge, Iterator<S> slices) {
        List<R> finished = new ArrayList<>();
        slices.forEachRemaining(slice -> finished.add(merge.finish(slice)));
        return merge.join(finished);
    }

    private static <S extends Reported, R extends Reported> Result run(
            FederatedAlgorithm<S, R> algorithm, Parameters global, List<Client> clients, OnBadClient onBadClient) {
        long weight = 0;
        for (Client client : clients) {
            weight += algorithm.client().weight(client.examples().size());
        }
        RoundContext context = new RoundContext(3, 0, 10, weight, onBadClient);
        SlicedMerge<S, R> merge = algorithm.merge().open(global, context);
        S state = merge.zero();
        ClientTask<S> task = algorithm.client().open(global, context);
        for (Client client : clients) {
            task.run(client, state);
        }
        R merged = finish(merge, merge.slices(state));
        return new Result(algorithm.server().apply(global, merged, context), merged.tally());
    }
}

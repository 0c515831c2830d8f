package dev.kindling.spark.round;

import dev.kindling.data.Client;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.metric.Reported;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** A task: trains the cohort's clients of its partitions, one after another, into one merge state. */
final class FoldClients<S extends Reported> implements FlatMapFunction<Iterator<Client>, S> {

    private static final long serialVersionUID = 1;

    private final FederatedAlgorithm<S, ?> algorithm;
    private final Broadcast<RoundInput> input;
    private final RoundContext context;
    private final Numerics numerics;

    FoldClients(
            FederatedAlgorithm<S, ?> algorithm, Broadcast<RoundInput> input, RoundContext context, Numerics numerics) {
        this.algorithm = algorithm;
        this.input = input;
        this.context = context;
        this.numerics = numerics;
    }

    @Override
    public Iterator<S> call(Iterator<Client> clients) {
        long start = System.nanoTime();
        numerics.requireSameHere();
        RoundInput round = input.value();
        S state = algorithm.merge().open(round.global(), context).zero();
        ClientTask<S> task = new TracedTask<>(algorithm.client().open(round.global(), context), context);
        while (clients.hasNext()) {
            Client client = clients.next();
            if (round.cohort().contains(client.id())) {
                task.run(client, state);
            }
        }
        state.tally().spend(System.nanoTime() - start);
        return List.of(state).iterator();
    }
}

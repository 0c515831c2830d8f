package dev.kindling.federated;

import dev.kindling.metric.Reported;

/**
 * A federated algorithm is three functions: client work, merge and server update. The driver interprets them and knows
 * none by name.
 *
 * @param <S> the state that travels and merges
 * @param <R> what a merged state is finished to
 */
public record FederatedAlgorithm<S extends Reported, R extends Reported>(
        ClientWork<S> client, MergeOfRound<S, R> merge, ServerUpdate<R> server) implements RoundAlgorithm {

    @Override
    public long weight(int examples) {
        return client.weight(examples);
    }

    @Override
    public long work(int examples) {
        return client.work(examples);
    }
}

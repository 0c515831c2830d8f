package dev.kindling.federated;

import dev.kindling.data.Client;

/**
 * A task's clients, one after another.
 *
 * @param <S> the merge state that clients fold into
 */
@FunctionalInterface
public interface ClientTask<S> {

    /** Trains one client from the global model and folds what it learned into {@code into}. */
    void run(Client client, S into);
}

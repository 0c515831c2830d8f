package dev.kindling.federated;

import dev.kindling.data.Client;
import dev.kindling.nn.Parameters;
import java.io.Serializable;

/** How a client trains from the global model, whatever becomes of its update. Settings only; no I/O, no statics. */
public interface LocalTraining extends Serializable {

    /** Opened once in each task: owns the buffers that its clients share one after another. */
    Task open(Parameters global, RoundContext context);

    /** How much a client's update counts, at least 1, from the number of its examples alone. */
    long weight(int examples);

    /** Examples trained on in a round, counted once an epoch, by a client that holds so many. */
    long work(int examples);

    /** Trains a task's clients one after another. */
    @FunctionalInterface
    interface Task {

        /** One client's update: a function of the global model, the context and the client alone. */
        ClientUpdate train(Client client);
    }
}

package dev.kindling.federated;

import dev.kindling.nn.Parameters;
import java.io.Serializable;

/**
 * What a client does in a round. Settings only; no I/O, no statics.
 *
 * @param <S> the merge state that clients fold into
 */
public interface ClientWork<S> extends Serializable {

    /** Opened once in each task: owns the buffers that its clients share one after another. */
    ClientTask<S> open(Parameters global, RoundContext context);

    /** How much a client's contribution counts, at least 1, from the number of its examples alone. */
    long weight(int examples);

    /** Examples worked on in a round, counted once a pass, by a client that holds so many; one pass unless said otherwise. */
    default long work(int examples) {
        return examples;
    }
}

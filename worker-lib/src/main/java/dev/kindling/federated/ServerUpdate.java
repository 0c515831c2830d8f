package dev.kindling.federated;

import dev.kindling.nn.Parameters;
import java.io.Serializable;

/**
 * How the merged result moves the global model.
 *
 * @param <R> what merging finished to
 */
@FunctionalInterface
public interface ServerUpdate<R> extends Serializable {

    /** A new model; neither argument is changed. */
    Parameters apply(Parameters global, R merged, RoundContext context);
}

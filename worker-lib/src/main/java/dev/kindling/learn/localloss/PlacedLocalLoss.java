package dev.kindling.learn.localloss;

import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.Optional;

/** A local loss that knows where its parameters lie. Immutable. */
public interface PlacedLocalLoss extends Serializable {

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(float[] parameters, RandomStream random);

    /** How something of this loss follows the next block, whose parameters begin at {@code next}; empty if nothing does. */
    default Optional<Follower> follower(int next) {
        return Optional.empty();
    }

    /** A pass for batches of at most {@code capacity} examples, with buffers of its own. */
    LocalLossPass open(int capacity);
}

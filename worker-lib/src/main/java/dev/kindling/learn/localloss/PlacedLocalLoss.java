package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.Optional;

/** A local loss that knows where its parameters lie. Immutable. */
public interface PlacedLocalLoss extends Serializable {

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(float[] parameters, RandomStream random);

    /** Whether the block descends this loss; if not, no gradient is worked out for it and it stays as it began. */
    default boolean movesBlock() {
        return true;
    }

    /** How something of this loss follows the next block, whose parameters begin at {@code next}; empty if nothing does. */
    default Optional<Follower> follower(int next) {
        return Optional.empty();
    }

    /**
     * The scores of the classes as operations of a graph.
     *
     * @param outputs of the block
     * @throws UserMistake if they have no such form
     */
    default Value describe(GraphBuilder graph, Value outputs) {
        throw new UserMistake(
                "learner.loss: expected cross-entropy, predsim, mono-forward or with-classifier, whose scores other libraries can"
                        + " compute, found another; export a model that was trained with one of these");
    }

    /** A pass for batches of at most {@code capacity} examples, with buffers of its own. */
    LocalLossPass open(int capacity);
}

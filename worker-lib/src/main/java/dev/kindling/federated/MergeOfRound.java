package dev.kindling.federated;

import dev.kindling.merge.SlicedMerge;
import dev.kindling.nn.Parameters;
import java.io.Serializable;

/**
 * Opens the merge of one round from what the driver and every task know alike: the broadcast model and the context.
 *
 * @param <S> the state that travels and merges
 * @param <R> what a merged state is finished to
 */
@FunctionalInterface
public interface MergeOfRound<S, R> extends Serializable {

    SlicedMerge<S, R> open(Parameters global, RoundContext context);
}

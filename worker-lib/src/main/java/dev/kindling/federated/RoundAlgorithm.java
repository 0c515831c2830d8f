package dev.kindling.federated;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.CohortRule;
import dev.kindling.aggregation.SumRule;
import dev.kindling.merge.BlockScales;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.merge.WeightedMean;
import java.io.Serializable;

/** What a driver runs in every round: one whose merge is a sum, or one whose merge needs the whole cohort side by side. */
public sealed interface RoundAlgorithm extends Serializable permits FederatedAlgorithm, CohortAlgorithm {

    /** How much a client's contribution counts, at least 1, from the number of its examples alone. */
    long weight(int examples);

    /** Examples worked on in a round, counted once a pass, by a client that holds so many. */
    long work(int examples);

    /** Puts local training, aggregation and server update together. */
    static RoundAlgorithm of(LocalTraining training, Aggregation aggregation, ServerUpdate<MeanUpdate> server) {
        if (aggregation instanceof CohortRule rule) {
            return new CohortAlgorithm(training, rule, server);
        }
        return summed(training, (SumRule) aggregation, server);
    }

    /** The algorithm whose merge is an exact weighted mean. */
    static FederatedAlgorithm<UpdateSum, MeanUpdate> summed(
            LocalTraining training, SumRule rule, ServerUpdate<MeanUpdate> server) {
        return new FederatedAlgorithm<>(
                new SummedUpdates(training, rule),
                (global, context) ->
                        new WeightedMean(BlockScales.of(global), context.totalWeight(), WeightedMean.SLICE_LENGTH),
                server);
    }
}

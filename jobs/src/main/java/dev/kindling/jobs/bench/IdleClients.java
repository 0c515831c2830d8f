package dev.kindling.jobs.bench;

import dev.kindling.federated.ClientTask;
import dev.kindling.federated.ClientWork;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.merge.BlockScales;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.merge.WeightedMean;
import dev.kindling.nn.Parameters;

/** Federated averaging whose clients learn nothing: they report, and merge the model they were given if asked to. */
record IdleClients(boolean mergesModel) implements ClientWork<UpdateSum> {

    FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm() {
        return new FederatedAlgorithm<>(
                this,
                (global, context) ->
                        new WeightedMean(BlockScales.of(global), context.totalWeight(), WeightedMean.SLICE_LENGTH),
                (global, merged, context) -> global);
    }

    @Override
    public ClientTask<UpdateSum> open(Parameters global, RoundContext context) {
        BlockScales scales = BlockScales.of(global);
        return (client, into) -> {
            if (!mergesModel || into.add(global.values(), global.values(), 1.0 / context.totalWeight(), scales)) {
                into.tally().report(1, client.examples().size(), 0, 0);
            }
        };
    }

    @Override
    public long weight(int examples) {
        return 1;
    }
}

package dev.kindling.federated;

import dev.kindling.aggregation.SumRule;
import dev.kindling.merge.BlockScales;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;

/**
 * Client work that folds each client's update, scaled as the rule says, into the exact weighted sum. A client whose update
 * is not finite or out of its block's range is left out as a whole and counted as diverged.
 */
record SummedUpdates(LocalTraining training, SumRule rule) implements ClientWork<UpdateSum> {

    @Override
    public ClientTask<UpdateSum> open(Parameters global, RoundContext context) {
        LocalTraining.Task task = training.open(global, context);
        BlockScales scales = BlockScales.of(global);
        return (client, into) -> add(task.train(client), context, scales, into);
    }

    private void add(ClientUpdate update, RoundContext context, BlockScales scales, UpdateSum into) {
        double share = (double) update.weight() / context.totalWeight();
        share *= rule.factor(update.origin(), update.trained());
        if (update.finite() && into.add(update.origin(), update.trained(), share, scales)) {
            into.tally().report(update.weight(), update.examples(), update.steps(), update.loss());
        } else {
            into.tally().reportDiverged();
        }
    }

    @Override
    public long weight(int examples) {
        return training.weight(examples);
    }
}

package dev.kindling.federated;

import dev.kindling.aggregation.SumRule;
import dev.kindling.merge.BlockScales;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;

/**
 * Client work that folds each client's update, scaled as the rule says, into the exact weighted sum. A client whose update
 * has a wrong shape, is not finite or is out of its block's range is left out as a whole and counted, or ends the run, as
 * the round's context says.
 */
record SummedUpdates(LocalTraining training, SumRule rule) implements ClientWork<UpdateSum> {

    @Override
    public ClientTask<UpdateSum> open(Parameters global, RoundContext context) {
        LocalTraining.Task task = training.open(global, context);
        BlockScales scales = BlockScales.of(global);
        return (client, into) -> {
            ClientUpdate update = task.train(client);
            BadUpdate misshapen = BadUpdate.misshapen(update, global);
            if (misshapen != null) {
                misshapen.handle(client.id(), context, into.tally());
                return;
            }
            double share = (double) update.weight() / context.totalWeight();
            share *= rule.factor(update.origin(), update.trained());
            if (update.finite() && into.add(update.origin(), update.trained(), share, scales)) {
                into.tally().report(update.weight(), update.examples(), update.steps(), update.loss());
            } else {
                BadUpdate.refused(update, global, scales).handle(client.id(), context, into.tally());
            }
        };
    }

    @Override
    public long weight(int examples) {
        return training.weight(examples);
    }

    @Override
    public long work(int examples) {
        return training.work(examples);
    }
}

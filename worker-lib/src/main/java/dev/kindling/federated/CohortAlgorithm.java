package dev.kindling.federated;

import dev.kindling.aggregation.CohortRule;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.nn.Parameters;

/** A federated algorithm whose merge is no sum: local training, a rule over the whole cohort, server update. */
public record CohortAlgorithm(LocalTraining training, CohortRule rule, ServerUpdate<MeanUpdate> server)
        implements RoundAlgorithm {

    @Override
    public long weight(int examples) {
        return training.weight(examples);
    }

    @Override
    public long work(int examples) {
        return training.work(examples);
    }

    /** Opened once in each task. */
    public CohortTask open(Parameters global, RoundContext context, CohortSlicing slicing) {
        return new CohortTask(training.open(global, context), global, context, slicing);
    }
}

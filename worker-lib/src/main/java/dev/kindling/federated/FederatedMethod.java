package dev.kindling.federated;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.Mean;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import java.io.Serializable;

/**
 * A federated algorithm over parameters before it knows what to train and how updates become one: its settings, as a
 * configuration names them.
 */
public interface FederatedMethod extends Serializable {

    /** What a client does. */
    LocalTraining training(Trainable learner, Problem problem);

    /** What the server does with the merged update. */
    ServerUpdate<MeanUpdate> server();

    /** The algorithm whose merge is the exact weighted mean. */
    default FederatedAlgorithm<UpdateSum, MeanUpdate> with(Trainable learner, Problem problem) {
        return RoundAlgorithm.summed(training(learner, problem), new Mean(), server());
    }

    /** The algorithm whose merge is another. */
    default RoundAlgorithm with(Trainable learner, Problem problem, Aggregation aggregation) {
        return RoundAlgorithm.of(training(learner, problem), aggregation, server());
    }
}

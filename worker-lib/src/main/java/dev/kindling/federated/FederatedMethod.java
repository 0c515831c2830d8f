package dev.kindling.federated;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.Mean;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;

/** A method whose clients train and send updates of parameters. */
public interface FederatedMethod extends RoundMethod {

    /** What a client does. */
    LocalTraining training(Trainable learner, Problem problem);

    /** What the server does with the merged update. */
    ServerUpdate<MeanUpdate> server();

    /** The algorithm whose merge is the exact weighted mean. */
    default FederatedAlgorithm<UpdateSum, MeanUpdate> with(Trainable learner, Problem problem) {
        return RoundAlgorithm.summed(training(learner, problem), new Mean(), server());
    }

    @Override
    default RoundAlgorithm with(Trainable learner, Problem problem, Aggregation aggregation) {
        return RoundAlgorithm.of(training(learner, problem), aggregation, server());
    }
}

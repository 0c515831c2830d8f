package dev.kindling.learn;

import java.util.List;

/** A learner whose layers, blocks or modules can each predict by themselves: how far each of them has come. */
public interface LayerwiseLearner extends Learner {

    /** What can predict, in the order in which an example passes through. */
    List<String> predictors(Problem problem);

    /** As {@link #classifier(Problem, int)}, by one of the {@link #predictors}, from 0. */
    Classifier classifier(Problem problem, int batchCapacity, int predictor);
}

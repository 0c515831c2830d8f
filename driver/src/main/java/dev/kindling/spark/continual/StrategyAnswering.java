package dev.kindling.spark.continual;

import dev.kindling.continual.strategy.StrategyLearner;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;

/** A network as its strategy reads it. */
record StrategyAnswering(StrategyLearner learner, Problem problem) implements Answering {

    @Override
    public Scores open(int capacity) {
        float[] parameters = learner.held().carried().model().values();
        Classifier classifier = learner.classifier(problem, capacity);
        return (batch, scores) -> classifier.scores(parameters, batch, scores);
    }
}

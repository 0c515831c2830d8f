package dev.kindling.learn;

import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/**
 * A learner that is the same but for its predictions, which one of its parts makes.
 *
 * @param learner the whole
 * @param predictor which of its {@link LayerwiseLearner#predictors}, from 0
 */
public record OnePredictor(LayerwiseLearner learner, int predictor) implements Learner {

    @Override
    public Layout layout(Problem problem) {
        return learner.layout(problem);
    }

    @Override
    public void initialise(Problem problem, float[] parameters, RandomStream random) {
        learner.initialise(problem, parameters, random);
    }

    @Override
    public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return learner.trainer(problem, batchCapacity, rule);
    }

    @Override
    public Classifier classifier(Problem problem, int batchCapacity) {
        return learner.classifier(problem, batchCapacity, predictor);
    }
}

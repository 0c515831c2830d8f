package dev.kindling.learn;

import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;

/** A learner that descends the gradient of a loss of its network's outputs, whatever that loss is. One output a class. */
public interface GradientLearner extends Learner {

    /** A trainer like the learner's own, for another loss. */
    Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule, OutputLoss loss);

    /** Softmax cross-entropy. */
    @Override
    default Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
        return trainer(problem, batchCapacity, rule, SoftmaxCrossEntropy::lossAndDelta);
    }

    /** Values that the last layer reads, from one example. */
    int featureWidth(Problem problem);

    /** What computes them, for batches of at most {@code batchCapacity} examples. */
    FeatureMap featureMap(Problem problem, int batchCapacity);

    /** What sums the Fisher information, for batches of at most {@code batchCapacity} examples. */
    FisherDiagonal fisher(Problem problem, int batchCapacity);
}

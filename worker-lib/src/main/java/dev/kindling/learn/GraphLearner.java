package dev.kindling.learn;

import dev.kindling.graph.InferenceGraph;

/** A learner whose models, once they have learnt, are operations that other libraries have too. */
public interface GraphLearner extends Learner {

    /**
     * What a model of the learner's layout computes: scores of classes, or embeddings where the learner is for those.
     *
     * @throws dev.kindling.fault.UserMistake if these settings have no such form
     */
    InferenceGraph graph(Problem problem);
}

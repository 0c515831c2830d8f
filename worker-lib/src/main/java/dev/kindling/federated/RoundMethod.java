package dev.kindling.federated;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import java.io.Serializable;

/** What every round does, before it is known what to train and how clients' shares become one: settings, as a configuration names them. */
public interface RoundMethod extends Serializable {

    /** The algorithm for a learner. */
    RoundAlgorithm with(Trainable learner, Problem problem, Aggregation aggregation);
}

package dev.kindling.federated;

import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import java.io.Serializable;

/** A federated algorithm before it knows what to train: its settings, as a configuration names them. */
@FunctionalInterface
public interface FederatedMethod extends Serializable {

    FederatedAlgorithm<?, ?> with(Learner learner, Problem problem);
}

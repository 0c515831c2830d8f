package dev.kindling.learn;

import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import java.io.Serializable;

/** What clients can train: a model's tensors and the rule by which they change. Immutable, sent to every task. */
public interface Trainable extends Serializable {

    /** The tensors this rule learns for a problem. */
    Layout layout(Problem problem);

    /** A trainer for batches of at most {@code batchCapacity} examples whose gradients go to {@code rule}. */
    Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule);

    /**
     * What is trained in a round of a run whose model is trained as a whole: itself, but where a rule does something else in some rounds than in others.
     * The layout stays.
     *
     * @param round from 0
     * @throws dev.kindling.fault.UserMistake if so many rounds cannot be dealt out, for any round
     */
    default Trainable during(int round, int rounds) {
        return this;
    }
}

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
}

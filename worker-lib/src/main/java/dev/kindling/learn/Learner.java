package dev.kindling.learn;

import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.io.Serializable;

/**
 * One learning rule with its settings: immutable, sent to every task. What a task needs while it works (buffers, working
 * copies) lives in the {@link Trainer} or {@link Classifier} it opens.
 */
public interface Learner extends Serializable {

    /** The tensors this rule learns for a problem. */
    Layout layout(Problem problem);

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(Problem problem, float[] parameters, RandomStream random);

    /** A trainer for batches of at most {@code batchCapacity} examples whose gradients go to {@code rule}. */
    Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule);

    /** A classifier for batches of at most {@code batchCapacity} examples. */
    Classifier classifier(Problem problem, int batchCapacity);
}

package dev.kindling.learn;

import dev.kindling.random.RandomStream;

/**
 * One learning rule with its settings: immutable, sent to every task. What a task needs while it works (buffers, working
 * copies) lives in the {@link Trainer} or {@link Classifier} it opens.
 */
public interface Learner extends Trainable {

    /** Writes fresh parameters, a pure function of the stream. */
    void initialise(Problem problem, float[] parameters, RandomStream random);

    /** A classifier for batches of at most {@code batchCapacity} examples. */
    Classifier classifier(Problem problem, int batchCapacity);

    /**
     * How many of an example's first values the learner writes a label over: what stands there is lost to it. Images have an empty border there; who has
     * none puts so many zeros first.
     */
    default int labelSlots(int classes) {
        return 0;
    }
}

package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Classifier;

/**
 * Keeps the model and a reservoir of examples.
 *
 * @param size most examples
 * @param balanced whether all classes seen have the same quota
 * @param outputs whether the outputs of the network at the end of an example's experience are kept with it
 */
record KeepSamples(int size, boolean balanced, boolean outputs) implements Keeping {

    @Override
    public Reservoir reservoir(int classesSeen) {
        if (!balanced) {
            return new Reservoir.Uniform(size);
        }
        return new Reservoir.Balanced(quota(size, classesSeen));
    }

    /** Examples of each class that a memory has room for. */
    static int quota(int size, int classesSeen) {
        if (size < classesSeen) {
            throw new UserMistake("memory must be at least " + classesSeen
                    + ", one example for each class seen, but was " + size + "; raise strategy.memory");
        }
        return size / classesSeen;
    }

    @Override
    public int capacity() {
        return size;
    }

    @Override
    public Carried after(ExperienceEnd end) {
        Memory gathered = outputs ? withOutputs(end) : end.gathered();
        Memory kept = reservoir(end.classesSeen()).merge(end.before().memory(), gathered);
        return end.before().next(end.model()).with(kept);
    }

    /** One by one: the bits of a product depend on its rows. */
    private static Memory withOutputs(ExperienceEnd end) {
        Memory gathered = end.gathered();
        int classes = end.problem().classes();
        Classifier classifier = end.network().classifier(end.problem(), 1);
        Batch one = new Batch(1, end.problem().input().size());
        float[] scores = new float[classes];
        float[] logits = new float[gathered.size() * classes];
        for (int row = 0; row < gathered.size(); row++) {
            one.fill(gathered.examples(), row, row + 1);
            classifier.scores(end.trained().values(), one, scores);
            System.arraycopy(scores, 0, logits, row * classes, classes);
        }
        return gathered.withLogits(logits);
    }
}

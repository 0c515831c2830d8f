package dev.kindling.data;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.IOException;

/**
 * A data set whose training split is divided in two, so that settings can be chosen without a look at the test split:
 * {@link Split#TRAIN} is what is left to learn from, {@link Split#TEST} what was held out for validation. The test split
 * of {@code data} is never opened.
 *
 * <p>Each example is held out with the same probability, whatever its class or group: a pure function of the seed and its
 * place in the split.
 *
 * @param data what is divided
 * @param share probability that an example is held out, in (0, 1)
 * @param seed the only source of randomness
 */
public record HeldOut(DataSet data, double share, long seed) implements DataSet {

    public HeldOut {
        UserMistake.requireRange(share > 0 && share < 1, "validation", "in (0, 1)", share);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        RandomStream random = RandomStream.of(seed, "validation");
        return new DrawnExamples(data.open(Split.TRAIN, storage), share, split == Split.TEST, random);
    }
}

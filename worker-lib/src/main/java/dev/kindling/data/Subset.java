package dev.kindling.data;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.IOException;

/**
 * Fewer examples of a data set to learn from, for short trials and learning curves. The test split is whole.
 *
 * <p>Each training example is kept with the same probability, whatever its class or group: a pure function of {@code seed} and its
 * place in the split. A larger share keeps what a smaller one keeps, and more. A share so small that it keeps none leaves an empty
 * split, which is refused where examples are dealt out.
 *
 * @param data what is taken from
 * @param share probability that a training example is kept, in (0, 1]
 * @param seed of the draw; the run's seed has no part in it, so that runs of several seeds learn from the same examples
 */
public record Subset(DataSet data, double share, long seed) implements DataSet {

    public Subset {
        UserMistake.requireRange(share > 0 && share <= 1, "share", "in (0, 1]", share);
    }

    @Override
    public ExampleStream open(Split split, Storage storage) throws IOException {
        ExampleStream whole = data.open(split, storage);
        return split == Split.TEST ? whole : new DrawnExamples(whole, share, true, RandomStream.of(seed, "subset"));
    }
}

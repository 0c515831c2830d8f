package dev.kindling.data;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return new Part(data.open(Split.TRAIN, storage), split == Split.TEST);
    }

    private final class Part implements ExampleStream {

        private final ExampleStream whole;
        private final boolean heldOut;
        private final RandomStream random = RandomStream.of(seed, "validation");

        Part(ExampleStream whole, boolean heldOut) {
            this.whole = whole;
            this.heldOut = heldOut;
        }

        @Override
        public Shape shape() {
            return whole.shape();
        }

        @Override
        public List<String> classNames() {
            return whole.classNames();
        }

        @Override
        public @Nullable Chunk next(int most) throws IOException {
            // An empty chunk would be taken for a part of the split; one with no example of this part is passed over.
            for (Chunk chunk = whole.next(most); chunk != null; chunk = whole.next(most)) {
                int[] rows = rows(chunk.examples().size());
                if (rows.length > 0) {
                    return select(chunk, rows);
                }
            }
            return null;
        }

        private static Chunk select(Chunk chunk, int[] rows) {
            int[] groups = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                groups[i] = chunk.groups()[rows[i]];
            }
            return new Chunk(chunk.examples().select(rows), groups);
        }

        private int[] rows(int examples) {
            int[] rows = new int[examples];
            int count = 0;
            for (int row = 0; row < examples; row++) {
                if (random.nextDouble() < share == heldOut) {
                    rows[count++] = row;
                }
            }
            return Arrays.copyOf(rows, count);
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}

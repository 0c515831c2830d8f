package dev.kindling.data;

import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The examples of a stream that were drawn, or those that were not: a number of the random stream for each decides, in their order. */
final class DrawnExamples implements ExampleStream {

    private final ExampleStream whole;
    private final double share;
    private final boolean drawn;
    private final RandomStream random;

    /**
     * @param share probability that an example is drawn
     * @param drawn whether this stream holds those drawn, or the others
     */
    DrawnExamples(ExampleStream whole, double share, boolean drawn, RandomStream random) {
        this.whole = whole;
        this.share = share;
        this.drawn = drawn;
        this.random = random;
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
            if (random.nextDouble() < share == drawn) {
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

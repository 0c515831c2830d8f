package dev.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    private static final int EXAMPLES = 10_000;
    private static final Storage NONE = path -> {
        throw new IOException("no file is read here");
    };

    /** Example i of the training split has label i; the test split must not be opened. */
    private record Numbered() implements DataSet {

        @Override
        public ExampleStream open(Split split, Storage storage) {
            assertThat(split).isEqualTo(Split.TRAIN);
            return new Stream();
        }
    }

    private static final class Stream implements ExampleStream {

        private int position;

        @Override
        public Shape shape() {
            return new Shape(1, 1, 1);
        }

        @Override
        public List<String> classNames() {
            return IntStream.range(0, EXAMPLES).mapToObj(Integer::toString).toList();
        }

        @Override
        public @Nullable Chunk next(int most) {
            int size = Math.min(most, EXAMPLES - position);
            int[] labels = IntStream.range(position, position + size).toArray();
            position += size;
            return size == 0
                    ? null
                    : new Chunk(new Examples(new FloatFeatures(size, 1, new float[size]), labels), labels);
        }

        @Override
        public void close() {}
    }

    @Test
    void everyExampleIsLearnedFromOrHeldOutAndNeverBoth() throws IOException {
        HeldOut data = new HeldOut(new Numbered(), 0.1, 7);

        List<Integer> learned = read(data, Split.TRAIN, 4096);
        List<Integer> heldOut = read(data, Split.TEST, 4096);

        assertThat(heldOut).hasSizeBetween(900, 1100);
        List<Integer> all = new ArrayList<>(learned);
        all.addAll(heldOut);
        assertThat(all).hasSize(EXAMPLES).doesNotHaveDuplicates();
    }

    @Test
    void whatIsHeldOutDependsOnTheSeedAndNotOnTheChunks() throws IOException {
        HeldOut data = new HeldOut(new Numbered(), 0.01, 7);

        assertThat(read(data, Split.TEST, 1)).isEqualTo(read(data, Split.TEST, 4096));
        assertThat(read(data, Split.TEST, 4096))
                .isNotEqualTo(read(new HeldOut(new Numbered(), 0.01, 8), Split.TEST, 4096));
    }

    @Test
    void groupsStayWithTheirExamples() throws IOException {
        try (ExampleStream stream = new HeldOut(new Numbered(), 0.5, 7).open(Split.TEST, NONE)) {
            for (Chunk chunk = stream.next(64); chunk != null; chunk = stream.next(64)) {
                assertThat(chunk.groups()).isEqualTo(chunk.examples().labels());
            }
        }
    }

    @Test
    void aShareThatLeavesNothingToLearnFromIsRefused() {
        assertThatThrownBy(() -> new HeldOut(new Numbered(), 1, 7))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("validation")
                .hasMessageContaining("(0, 1)");
    }

    private static List<Integer> read(DataSet data, Split split, int most) throws IOException {
        List<Integer> labels = new ArrayList<>();
        try (ExampleStream stream = data.open(split, NONE)) {
            for (Chunk chunk = stream.next(most); chunk != null; chunk = stream.next(most)) {
                for (int label : chunk.examples().labels()) {
                    labels.add(label);
                }
            }
        }
        return labels;
    }
}

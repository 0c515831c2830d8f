package dev.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.fault.UserMistake;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubsetTest {

    private static final Storage NONE = path -> {
        throw new IOException("no file is read here");
    };

    private static final Glyphs WHOLE = new Glyphs(10, 5, 100, 4, 1, 1.0);

    @Test
    void eachTrainingExampleIsKeptWithTheSameProbabilityAndTheTestSplitIsWhole() throws IOException {
        Subset tenth = new Subset(WHOLE, 0.1, 1);
        assertThat(read(tenth, Split.TRAIN, 4096)).hasSizeBetween(30, 70);
        assertThat(read(tenth, Split.TEST, 4096)).isEqualTo(read(WHOLE, Split.TEST, 4096));
        assertThat(read(new Subset(WHOLE, 1, 1), Split.TRAIN, 4096)).isEqualTo(read(WHOLE, Split.TRAIN, 4096));
    }

    @Test
    void aLargerShareKeepsWhatASmallerOneKeepsAndMore() throws IOException {
        List<String> more = read(new Subset(WHOLE, 0.5, 3), Split.TRAIN, 4096);
        assertThat(more).containsSubsequence(read(new Subset(WHOLE, 0.1, 3), Split.TRAIN, 4096));
    }

    @Test
    void whichOnesDependsOnTheSeedAndNotOnTheChunks() throws IOException {
        List<String> kept = read(new Subset(WHOLE, 0.1, 1), Split.TRAIN, 4096);
        assertThat(read(new Subset(WHOLE, 0.1, 1), Split.TRAIN, 1)).isEqualTo(kept);
        assertThat(read(new Subset(WHOLE, 0.1, 2), Split.TRAIN, 4096)).isNotEqualTo(kept);
    }

    @Test
    void aShareOfNothingOrOfMoreThanAllIsRefused() {
        for (double share : new double[] {0, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Subset(WHOLE, share, 1))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("share must be in (0, 1]");
        }
    }

    /** Each example with its label and its group, as text that compares. */
    private static List<String> read(DataSet data, Split split, int most) throws IOException {
        List<String> examples = new ArrayList<>();
        try (ExampleStream stream = data.open(split, NONE)) {
            for (Chunk chunk = stream.next(most); chunk != null; chunk = stream.next(most)) {
                for (int i = 0; i < chunk.examples().size(); i++) {
                    int hash = chunk.examples().select(new int[] {i}).hashCode();
                    examples.add(hash + " of " + chunk.groups()[i]);
                }
            }
        }
        return examples;
    }
}

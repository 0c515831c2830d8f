package dev.kindling.data.formats;

import static dev.kindling.data.formats.OmniglotClasses.BACKGROUND;
import static dev.kindling.data.formats.OmniglotClasses.BACKGROUND_EVALUATION;
import static dev.kindling.data.formats.OmniglotClasses.EVALUATION;
import static dev.kindling.data.formats.OmniglotClasses.VINYALS;
import static dev.kindling.data.formats.OmniglotClasses.VINYALS_TRAINVAL;
import static dev.kindling.data.formats.OmniglotClasses.VINYALS_VALIDATION;
import static dev.kindling.data.formats.OmniglotDivision.BY_CLASS;
import static dev.kindling.data.formats.OmniglotDivision.BY_DRAWING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.QuarterTurns;
import dev.kindling.data.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OmniglotTest {

    private final MemoryFiles files = OmniglotFixture.folder();

    private static Omniglot omniglot(OmniglotClasses classes, OmniglotDivision division, OmniglotSource source) {
        return new Omniglot("o", classes, division, 15, source);
    }

    private Chunk all(Omniglot data, Split split) throws IOException {
        try (ExampleStream stream = data.open(split, files)) {
            Chunk chunk = Objects.requireNonNull(stream.next(10_000));
            assertThat(stream.next(1)).isNull();
            return chunk;
        }
    }

    private List<String> names(Omniglot data, Split split) throws IOException {
        try (ExampleStream stream = data.open(split, files)) {
            return stream.classNames();
        }
    }

    private static byte[] row(Chunk chunk, int row) {
        byte[] bytes = ((PixelFeatures) chunk.examples().features()).bytes();
        return Arrays.copyOfRange(bytes, row * 784, (row + 1) * 784);
    }

    private static List<Integer> list(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource(OmniglotClasses.class)
    void bothSourcesGiveTheSameBytesLabelsAndGroups(OmniglotClasses classes) throws IOException {
        for (Split split : Split.values()) {
            Chunk zip = all(omniglot(classes, BY_DRAWING, OmniglotSource.ZIP), split);
            Chunk idx = all(omniglot(classes, BY_DRAWING, OmniglotSource.IDX), split);
            assertThat(zip.examples()).isEqualTo(idx.examples());
            assertThat(zip.groups()).isEqualTo(idx.groups());
        }
        assertThat(files.stillOpen()).isZero();
    }

    @Test
    void aDrawingIsTheAreaAverageOfItsPicture() throws IOException {
        Chunk train = all(omniglot(BACKGROUND, BY_DRAWING, OmniglotSource.ZIP), Split.TRAIN);
        assertThat(row(train, 15 + 6))
                .isEqualTo(OmniglotFixture.reduced(OmniglotFixture.picture("Alpha/character02", 7)));
        boolean[][] black = new boolean[105][105];
        for (boolean[] line : black) {
            Arrays.fill(line, true);
        }
        byte[] reduced = new byte[784];
        AreaAverage.reduce(OneBitPng.rows(OmniglotFixture.png(black), "black"), reduced, 0);
        assertThat(reduced).containsOnly(255);
    }

    @Test
    void dividedByDrawingBothSplitsHoldEveryClassByOtherDrawers() throws IOException {
        Omniglot data = omniglot(BACKGROUND_EVALUATION, BY_DRAWING, OmniglotSource.ZIP);
        Chunk train = all(data, Split.TRAIN);
        Chunk test = all(data, Split.TEST);
        assertThat(train.examples().labels())
                .isEqualTo(IntStream.range(0, 6 * 15).map(i -> i / 15).toArray());
        assertThat(train.groups())
                .isEqualTo(IntStream.range(0, 6 * 15).map(i -> i % 15 + 1).toArray());
        assertThat(test.examples().labels())
                .isEqualTo(IntStream.range(0, 6 * 5).map(i -> i / 5).toArray());
        assertThat(test.groups())
                .isEqualTo(IntStream.range(0, 6 * 5).map(i -> i % 5 + 16).toArray());
    }

    @Test
    void dividedByClassLabelsAreThoseOfTheUnion() throws IOException {
        Omniglot data = omniglot(BACKGROUND_EVALUATION, BY_CLASS, OmniglotSource.IDX);
        assertThat(all(data, Split.TRAIN).examples().labels())
                .isEqualTo(IntStream.range(0, 80).map(i -> i / 20).toArray());
        assertThat(all(data, Split.TEST).examples().labels())
                .isEqualTo(IntStream.range(80, 120).map(i -> i / 20).toArray());
        List<String> union = new ArrayList<>(OmniglotFixture.BACKGROUND);
        union.addAll(OmniglotFixture.EVALUATION);
        assertThat(names(data, Split.TRAIN)).isEqualTo(union);
        assertThat(names(data, Split.TEST)).isEqualTo(union);
    }

    @Test
    void theVinyalsListsNameClassesToLearnFromAndToMeasureOn() throws IOException {
        List<String> names = names(omniglot(VINYALS, BY_CLASS, OmniglotSource.ZIP), Split.TEST);
        assertThat(names)
                .hasSize(12)
                .startsWith("Beta/character01/rot000", "Beta/character01/rot090")
                .endsWith("Gamma_(old)/character01/rot270");
        assertThat(all(omniglot(VINYALS, BY_CLASS, OmniglotSource.ZIP), Split.TRAIN)
                        .examples()
                        .size())
                .isEqualTo(8 * 20);
        assertThat(list(all(omniglot(VINYALS, BY_CLASS, OmniglotSource.ZIP), Split.TEST)
                        .examples()
                        .labels()))
                .containsOnly(8, 9, 10, 11);
        assertThat(names(omniglot(VINYALS_TRAINVAL, BY_CLASS, OmniglotSource.ZIP), Split.TEST))
                .hasSize(16);
        assertThat(names(omniglot(VINYALS_VALIDATION, BY_CLASS, OmniglotSource.ZIP), Split.TEST))
                .hasSize(12)
                .contains("Alpha/character02/rot180")
                .doesNotContain("Gamma_(old)/character01/rot000");
    }

    @Test
    void aRotationIsTheSameDrawingTurnedCounterClockwise() throws IOException {
        Chunk train = all(omniglot(VINYALS, BY_CLASS, OmniglotSource.ZIP), Split.TRAIN);
        byte[] upright = OmniglotFixture.reduced(OmniglotFixture.picture("Beta/character01", 3));
        assertThat(row(train, 2)).isEqualTo(upright);
        byte[] quarter = row(train, 20 + 2);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                assertThat(quarter[y * 28 + x]).isEqualTo(upright[x * 28 + 27 - y]);
                assertThat(row(train, 40 + 2)[y * 28 + x]).isEqualTo(upright[(27 - y) * 28 + 27 - x]);
                assertThat(row(train, 60 + 2)[y * 28 + x]).isEqualTo(upright[(27 - x) * 28 + y]);
            }
        }
    }

    @Test
    void aQuarterTurnPutsTheRightEdgeOnTop() {
        // 0 1
        // 2 3
        assertThat(QuarterTurns.sources(2, 1)).containsExactly(1, 3, 0, 2);
        assertThat(QuarterTurns.sources(2, -1)).containsExactly(2, 0, 3, 1);
        assertThat(QuarterTurns.sources(2, 4)).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 1000})
    void chunksOfAnySizeHoldTheSameExamples(int most) throws IOException {
        Omniglot data = omniglot(VINYALS, BY_CLASS, OmniglotSource.IDX);
        Reading reading = Reading.of(data, Split.TRAIN, files, most);
        Examples whole = all(data, Split.TRAIN).examples();
        assertThat(reading.labels()).isEqualTo(list(whole.labels()));
        int row = 0;
        for (Chunk chunk : reading.chunks()) {
            int[] rows = IntStream.range(row, row + chunk.examples().size()).toArray();
            assertThat(chunk.examples()).isEqualTo(whole.select(rows));
            row += rows.length;
        }
    }

    @Test
    void onlyTheFilesThatAreNeededAreOpened() throws IOException {
        MemoryFiles few = new MemoryFiles()
                .with("o/images_evaluation.zip", OmniglotFixture.zip("images_evaluation", OmniglotFixture.EVALUATION));
        Omniglot data = omniglot(EVALUATION, BY_DRAWING, OmniglotSource.ZIP);
        assertThat(Reading.of(data, Split.TEST, few, 100).labels()).hasSize(10);
    }
}

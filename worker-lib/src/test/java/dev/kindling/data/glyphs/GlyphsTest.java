package dev.kindling.data.glyphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Chunk;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlyphsTest {

    private static final Glyphs TEN = new Glyphs(10, 8, 125, 25, 1, 1);

    @Test
    void theFirstThousandExamplesAreTheSameBytesOnEveryMachine() throws Exception {
        assertThat(digest(bytesOf(TEN, Split.TRAIN, 1000)))
                .isEqualTo("dd039b342036d201128b695258cebb6bcdd7c2215bbce8ae855b4b3dce99d4b1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 999})
    void chunksOfAnySizeHoldTheSameExamples(int most) throws Exception {
        assertThat(bytesOf(TEN, Split.TRAIN, most)).isEqualTo(bytesOf(TEN, Split.TRAIN, 1000));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "3, 4", "120, 377", "999, 1000"})
    void aRangeHoldsWhatTheWholeSplitHoldsThere(int first, int end) {
        Chunk whole = all(TEN, Split.TRAIN);
        Chunk range = chunk(TEN, Split.TRAIN, first, end);
        assertThat(range.examples())
                .isEqualTo(whole.examples().select(IntStream.range(first, end).toArray()));
        assertThat(range.groups()).isEqualTo(Arrays.copyOfRange(whole.groups(), first, end));
    }

    @Test
    void anExampleFarInsideAHugeSplitIsReachedAtOnce() {
        Glyphs huge = new Glyphs(10, 1_000_000, 1_000_000, 1, 1, 1);
        long end = huge.examples(Split.TRAIN);
        Chunk last = chunk(huge, Split.TRAIN, end - 3, end);
        assertThat(last.groups()).containsExactly(999_999, 999_999, 999_999);
    }

    @Test
    void anEmptyRangeHasNoChunk() {
        assertThat(new GlyphStream(TEN, Split.TEST, 5, 5).next(10)).isNull();
    }

    @Test
    void aRangeOutsideTheSplitIsRefused() {
        assertThatThrownBy(() -> TEN.openRange(Split.TEST, 0, 201)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theStreamTellsShapeAndClassNames() throws IOException {
        try (var stream = TEN.open(Split.TRAIN, GlyphsTest::noStorage)) {
            assertThat(stream.shape()).isEqualTo(new Shape(1, 28, 28));
            assertThat(stream.classNames()).hasSize(10).startsWith("glyph-0", "glyph-1");
        }
    }

    @Test
    void examplesComeWriterByWriterAndTestWritersAreOthers() {
        assertThat(all(TEN, Split.TRAIN).groups())
                .isEqualTo(IntStream.range(0, 1000).map(i -> i / 125).toArray());
        assertThat(all(TEN, Split.TEST).groups())
                .isEqualTo(IntStream.range(0, 200).map(i -> 8 + i / 25).toArray());
    }

    @ParameterizedTest
    @CsvSource({"10, 125", "10, 100", "7, 30", "30, 20"})
    void theLabelsOfAWriterAreBalanced(int classes, int perWriter) {
        int[] labels = all(new Glyphs(classes, 3, perWriter, 1, 2, 1), Split.TRAIN)
                .examples()
                .labels();
        for (int writer = 0; writer < 3; writer++) {
            int[] counts = new int[classes];
            for (int i = 0; i < perWriter; i++) {
                counts[labels[writer * perWriter + i]]++;
            }
            int least = perWriter / classes;
            assertThat(counts).containsOnly(least, perWriter % classes == 0 ? least : least + 1);
        }
    }

    @Test
    void writersPutTheClassesInOrdersOfTheirOwn() {
        int[] labels = all(TEN, Split.TRAIN).examples().labels();
        assertThat(Arrays.copyOfRange(labels, 0, 125)).isNotEqualTo(Arrays.copyOfRange(labels, 125, 250));
    }

    @Test
    void anotherSeedGivesOtherCharactersAndAnotherOrder() {
        Chunk one = all(TEN, Split.TRAIN);
        Chunk two = all(new Glyphs(10, 8, 125, 25, 2, 1), Split.TRAIN);
        assertThat(two.examples().features()).isNotEqualTo(one.examples().features());
        assertThat(two.examples().labels()).isNotEqualTo(one.examples().labels());
    }

    @Test
    void moreWritersAddExamplesAndChangeNone() {
        Chunk more = all(new Glyphs(10, 9, 125, 25, 1, 1), Split.TEST);
        assertThat(more.examples().select(IntStream.range(0, 200).toArray()))
                .isEqualTo(all(TEN, Split.TEST).examples());
    }

    @Test
    void atDifficultyZeroEveryWritingOfACharacterIsTheSame() {
        Chunk printed = all(new Glyphs(2, 2, 2, 1, 1, 0), Split.TRAIN);
        PixelFeatures pixels = (PixelFeatures) printed.examples().features();
        int[] labels = printed.examples().labels();
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                assertThat(pixels.select(new int[] {i}).equals(pixels.select(new int[] {j})))
                        .isEqualTo(labels[i] == labels[j]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1, 'classes must be in [2, 5000] but was 1'",
        "5001, 1, 1, 1, 1, 'classes must be in [2, 5000] but was 5001'",
        "2, 0, 1, 1, 1, 'writers must be in [1, 1000000] but was 0'",
        "2, 1, 0, 1, 1, 'train-per-writer must be in [1, 1000000] but was 0'",
        "2, 1, 1, -4, 1, 'test-per-writer must be in [1, 1000000] but was -4'",
        "2, 1, 1, 1, 3.5, 'difficulty must be in [0, 3.0] but was 3.5'",
        "2, 1, 1, 1, NaN, 'difficulty must be in [0, 3.0] but was NaN'",
    })
    void aSettingOutOfRangeIsNamed(int classes, int writers, int train, int test, double difficulty, String message) {
        assertThatThrownBy(() -> new Glyphs(classes, writers, train, test, 1, difficulty))
                .isInstanceOf(UserMistake.class)
                .hasMessage(message);
    }

    static Chunk all(Glyphs glyphs, Split split) {
        return chunk(glyphs, split, 0, glyphs.examples(split));
    }

    private static Chunk chunk(Glyphs glyphs, Split split, long first, long end) {
        return Objects.requireNonNull(new GlyphStream(glyphs, split, first, end).next(Math.toIntExact(end - first)));
    }

    /** Pixels of an example and its label, example after example. */
    private static byte[] bytesOf(Glyphs glyphs, Split split, int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = glyphs.open(split, GlyphsTest::noStorage)) {
            for (Chunk chunk = stream.next(most); chunk != null; chunk = stream.next(most)) {
                byte[] pixels = ((PixelFeatures) chunk.examples().features()).bytes();
                for (int i = 0; i < chunk.examples().size(); i++) {
                    bytes.write(pixels, i * Canvas.PIXELS, Canvas.PIXELS);
                    bytes.write(chunk.examples().label(i));
                }
            }
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static InputStream noStorage(String path) throws IOException {
        throw new FileNotFoundException("glyphs read nothing, yet asked for " + path);
    }

    @ParameterizedTest
    @EnumSource(Split.class)
    void asManyExamplesAWriterAsClassesGiveEveryClassOneOfEachHand(Split split) {
        Glyphs rich = new Glyphs(620, 4, 620, 620, 1, 1);
        int[] counts = new int[620];
        for (int label : all(rich, split).examples().labels()) {
            counts[label]++;
        }
        assertThat(counts).containsOnly(4);
    }
}

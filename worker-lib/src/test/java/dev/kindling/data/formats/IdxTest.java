package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class IdxTest {

    private static final String IMAGES = "d/train-images-idx3-ubyte";
    private static final String LABELS = "d/train-labels-idx1-ubyte";
    private static final Idx DATA = new Idx("d", 3);

    private static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static int closely(float a, float b) {
        return Math.abs(a - b) < 1e-6f ? 0 : Float.compare(a, b);
    }

    /** Three images of 1 x 2 pixels. */
    private static byte[] images() {
        return MemoryFiles.join(ints(2051, 3, 1, 2), bytes(0, 255, 51, 102, 153, 204));
    }

    private static byte[] labels() {
        return MemoryFiles.join(ints(2049, 3), bytes(2, 0, 1));
    }

    private static MemoryFiles files() {
        return new MemoryFiles().with(IMAGES, images()).with(LABELS, labels());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> reading(MemoryFiles files) {
        return assertThatThrownBy(() -> Reading.of(DATA, Split.TRAIN, files, 2)).isInstanceOf(UserMistake.class);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> readingImages(byte[] images) {
        return reading(files().with(IMAGES, images));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> readingLabels(byte[] labels) {
        return reading(files().with(LABELS, labels));
    }

    @Test
    void plainFilesAreReadInChunks() throws IOException {
        Reading all = Reading.of(DATA, Split.TRAIN, files(), 2);
        assertThat(all.sizes()).containsExactly(2, 1);
        assertThat(all.labels()).containsExactly(2, 0, 1);
        assertThat(all.groups()).containsExactly(0, 0, 0);
        assertThat(all.values())
                .usingElementComparator(IdxTest::closely)
                .containsExactly(0f, 1f, 0.2f, 0.4f, 0.6f, 0.8f);
    }

    @Test
    void theStreamTellsShapeAndClassNames() throws IOException {
        try (ExampleStream stream = DATA.open(Split.TRAIN, files())) {
            assertThat(stream.shape()).isEqualTo(new Shape(1, 1, 2));
            assertThat(stream.classNames()).containsExactly("0", "1", "2");
        }
    }

    @Test
    void theTestSplitIsReadFromTheFilesNamedT10k() throws IOException {
        MemoryFiles files =
                new MemoryFiles().with("d/t10k-images-idx3-ubyte", images()).with("d/t10k-labels-idx1-ubyte", labels());
        assertThat(Reading.of(DATA, Split.TEST, files, 10).labels()).containsExactly(2, 0, 1);
    }

    @Test
    void packedFilesAreFoundBehindTheirSuffix() throws IOException {
        MemoryFiles files = new MemoryFiles()
                .with(IMAGES + ".gz", MemoryFiles.gz(images()))
                .with(LABELS + ".gz", MemoryFiles.gz(labels()));
        assertThat(Reading.of(DATA, Split.TRAIN, files, 2).labels()).containsExactly(2, 0, 1);
    }

    @Test
    void packingIsToldByItsMagicBytesAndNotByTheName() throws IOException {
        MemoryFiles files =
                new MemoryFiles().with(IMAGES, MemoryFiles.gz(images())).with(LABELS + ".gz", labels());
        assertThat(Reading.of(DATA, Split.TRAIN, files, 2).labels()).containsExactly(2, 0, 1);
    }

    @Test
    void severalGzMembersAreOneFile() throws IOException {
        byte[] all = images();
        byte[] members = MemoryFiles.join(
                MemoryFiles.gz(Arrays.copyOf(all, 9)), MemoryFiles.gz(Arrays.copyOfRange(all, 9, all.length)));
        assertThat(Reading.of(DATA, Split.TRAIN, files().with(IMAGES, members), 2)
                        .labels())
                .containsExactly(2, 0, 1);
    }

    @Test
    void labelsMayBeIntegers() throws IOException {
        IdxFiles data = new IdxFiles(IMAGES, LABELS, "t", "u", List.of("a", "b", "c"));
        MemoryFiles files = files().with(LABELS, ints(3073, 3, 1, 1, 2));
        assertThat(Reading.of(data, Split.TRAIN, files, 2).labels()).containsExactly(1, 1, 2);
    }

    @Test
    void aMissingFileNamesBothPathsThatWereTried() {
        reading(new MemoryFiles())
                .hasMessage("missing file: expected " + IMAGES + " or " + IMAGES
                        + ".gz, found nothing at " + IMAGES
                        + ".gz; correct the path or fetch the file");
    }

    @Test
    void anEmptyFileIsAMistake() {
        readingImages(new byte[0])
                .hasMessage("empty file: expected images of unsigned bytes, found 0 bytes, in " + IMAGES
                        + "; fetch or copy the file again");
    }

    @Test
    void aWrongMagicNumberIsAMistake() {
        readingImages(labels())
                .hasMessage("wrong magic number: expected 2051 (0x00000803) for images of unsigned bytes, "
                        + "found 2049 (0x00000801), in " + IMAGES
                        + "; check that the path names an IDX file of images of unsigned bytes");
        readingLabels(images())
                .hasMessage("wrong magic number: expected 2049 (0x00000801) or 3073 (0x00000C01) for labels, "
                        + "found 2051 (0x00000803), in " + LABELS
                        + "; check that the path names an IDX file of labels");
    }

    @Test
    void aHeaderCutShortIsAMistake() {
        readingImages(Arrays.copyOf(images(), 10))
                .hasMessage(
                        "truncated header: expected 4 bytes of image height, found the end of the file at byte 10, in "
                                + IMAGES + "; fetch or copy the file again");
    }

    @Test
    void aBodyCutShortIsAMistakeThatNamesTheRecord() {
        readingImages(Arrays.copyOf(images(), 19))
                .hasMessage("truncated body: expected 3 records of 2 bytes, "
                        + "found the end of the file in record 1 (counting from 0), in " + IMAGES
                        + "; fetch or copy the file again");
        readingLabels(Arrays.copyOf(labels(), 10)).hasMessageContaining("in record 2 (counting from 0), in " + LABELS);
    }

    @Test
    void trailingBytesAreAMistake() {
        readingImages(MemoryFiles.join(images(), bytes(7)))
                .hasMessage("trailing bytes: expected the end of the file behind 3 records of 2 bytes, "
                        + "found more bytes from byte 22 on, in " + IMAGES + "; fetch or copy the file again");
    }

    @Test
    void aPackedFileCutShortIsAMistake() {
        byte[] packed = MemoryFiles.gz(images());
        readingImages(Arrays.copyOf(packed, packed.length - 5))
                .hasMessage(
                        "truncated gz: expected the whole compressed file, found its end after 22 unpacked bytes, in "
                                + IMAGES + "; fetch or copy the file again");
        readingImages(Arrays.copyOf(packed, 5)).hasMessageContaining("found its end after 0 unpacked bytes");
    }

    @Test
    void bytesBehindThePackedDataAreAMistake() {
        readingImages(MemoryFiles.join(MemoryFiles.gz(images()), bytes(0, 0, 0)))
                .hasMessage("damaged gz: expected compressed data, found \"bytes follow the compressed data\" "
                        + "after 22 unpacked bytes, in " + IMAGES + "; fetch or copy the file again");
    }

    @Test
    void differingCountsAreAMistake() {
        readingLabels(MemoryFiles.join(ints(2049, 2), bytes(2, 0)))
                .hasMessage("number of labels: expected 3 as there are images in " + IMAGES + ", found 2, in " + LABELS
                        + "; give images and labels of the same split");
    }

    @Test
    void aLabelOutOfRangeIsAMistake() {
        readingLabels(MemoryFiles.join(ints(2049, 3), bytes(2, 0, 3)))
                .hasMessage("label out of range: expected 0 to 2, found 3, in " + LABELS
                        + ", record 2 (counting from 0); raise the number of classes or repair the labels");
        readingLabels(ints(3073, 3, 0, -1, 0)).hasMessageContaining("found -1");
    }

    @Test
    void absurdHeaderSizesAreAMistakeAndAllocateNothing() {
        readingImages(ints(2051, -1, 1, 2))
                .hasMessage("number of images: expected 1 to 2147483647, found -1, in " + IMAGES
                        + " (header); fetch or copy the file again");
        readingImages(ints(2051, 0, 1, 2)).hasMessageContaining("number of images: expected 1 to 2147483647, found 0");
        readingImages(ints(2051, 3, 65_537, 2)).hasMessageContaining("image height: expected 1 to 65536, found 65537");
        readingImages(ints(2051, 3, 65_536, 65_536))
                .hasMessage("image size: expected at most 16777216 pixels, found 65536 x 65536, in " + IMAGES
                        + " (header); fetch or copy the file again");
        // 2 x 16 MiB claimed and none there.
        readingImages(ints(2051, 3, 4096, 4096)).hasMessageContaining("truncated body");
    }

    @Test
    void aChunkBeyondAnArrayIsAMistake() {
        MemoryFiles files = files().with(IMAGES, ints(2051, Integer.MAX_VALUE, 4096, 4096))
                .with(LABELS, ints(2049, Integer.MAX_VALUE));
        assertThatThrownBy(() -> Reading.of(DATA, Split.TRAIN, files, 1000))
                .isInstanceOf(UserMistake.class)
                .hasMessage("chunk too large: expected at most 2147483639 values, "
                        + "found 1000 examples of 16777216 values, in " + IMAGES
                        + "; read fewer examples at a time, or check the file's header");
    }

    @Test
    void settingsCheckThemselves() {
        assertThatThrownBy(() -> new Idx(" ", 10)).hasMessage("path must be a path or name but was empty");
        assertThatThrownBy(() -> new Idx("d", 1)).hasMessage("classes must be in [2, 1000000] but was 1");
        assertThatThrownBy(() -> new IdxFiles("a", "b", "c", "d", List.of("a")))
                .hasMessage("class-names must be a list of at least two names but was [a]");
    }
}

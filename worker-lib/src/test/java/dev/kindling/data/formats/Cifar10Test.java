package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class Cifar10Test {

    private static final int RECORD = 3073;
    private static final Cifar10Files DATA = new Cifar10Files(List.of("a.bin", "b.bin"), List.of("t.bin"));

    /** One record for each of the labels, with pixels of 255 where it is odd. */
    private static byte[] records(int... labels) {
        byte[] bytes = new byte[RECORD * labels.length];
        for (int i = 0; i < labels.length; i++) {
            Arrays.fill(bytes, RECORD * i, RECORD * (i + 1), (byte) (labels[i] % 2 == 0 ? 0 : 255));
            bytes[RECORD * i] = (byte) labels[i];
        }
        return bytes;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> reading(byte[] second) {
        MemoryFiles files = new MemoryFiles().with("a.bin", records(1, 2)).with("b.bin", second);
        return assertThatThrownBy(() -> Reading.of(DATA, Split.TRAIN, files, 10))
                .isInstanceOf(UserMistake.class);
    }

    @Test
    void chunksRunAcrossFilesPlainAndPacked() throws IOException {
        MemoryFiles files = new MemoryFiles()
                .with("a.bin", records(1, 2))
                .with("b.bin.gz", MemoryFiles.gz(records(9, 0, 3)))
                .with("t.bin", records(7));
        Reading all = Reading.of(DATA, Split.TRAIN, files, 3);
        assertThat(all.sizes()).containsExactly(3, 2);
        assertThat(all.labels()).containsExactly(1, 2, 9, 0, 3);
        assertThat(all.values()).hasSize(5 * 3072);
        assertThat(all.values().subList(0, 2 * 3072)).startsWith(1f, 1f).endsWith(0f, 0f);
        assertThat(Reading.of(DATA, Split.TEST, files, 3).labels()).containsExactly(7);
    }

    @Test
    void manyRecordsMakeOneChunk() throws IOException {
        int[] labels = new int[300];
        Arrays.setAll(labels, i -> i % 10);
        MemoryFiles files = new MemoryFiles().with("a.bin", records(labels)).with("b.bin", records(4));
        Reading all = Reading.of(DATA, Split.TRAIN, files, 1000);
        assertThat(all.sizes()).containsExactly(301);
        assertThat(all.labels()).endsWith(8, 9, 4);
    }

    @Test
    void theStreamTellsShapeAndClassNames() throws IOException {
        MemoryFiles files = new MemoryFiles().with("t.bin", records(7));
        try (ExampleStream stream = DATA.open(Split.TEST, files)) {
            assertThat(stream.shape()).isEqualTo(new Shape(3, 32, 32));
            assertThat(stream.classNames()).hasSize(10).startsWith("airplane").endsWith("truck");
        }
    }

    @Test
    void theWholeSetIsReadFromItsOfficialNames() throws IOException {
        byte[] batch = new byte[10_000 * RECORD];
        MemoryFiles files = new MemoryFiles().with("c/test_batch.bin", batch);
        for (int i = 1; i <= 5; i++) {
            files.with("c/data_batch_" + i + ".bin", batch);
        }
        int count = 0;
        try (ExampleStream stream = new Cifar10("c/").open(Split.TRAIN, files)) {
            for (var chunk = stream.next(4096); chunk != null; chunk = stream.next(4096)) {
                count += chunk.examples().size();
            }
        }
        assertThat(count).isEqualTo(50_000);
        assertThat(Reading.of(new Cifar10("c"), Split.TEST, files, 5000).sizes())
                .containsExactly(5000, 5000);
    }

    @Test
    void theWholeSetMustBeWhole() {
        assertThatThrownBy(() -> Reading.of(
                        new Cifar10("c"), Split.TEST, new MemoryFiles().with("c/test_batch.bin", records(1, 2)), 10))
                .isInstanceOf(UserMistake.class)
                .hasMessage("truncated file: expected 10000 records, found 2, in c/test_batch.bin; "
                        + "fetch or copy the file again, or name the files of a subset one by one");
        MemoryFiles files = new MemoryFiles().with("c/test_batch.bin", new byte[10_000 * RECORD + 1]);
        assertThatThrownBy(() -> Reading.of(new Cifar10("c"), Split.TEST, files, 5000))
                .hasMessage("truncated record: expected 3073 bytes, found 1 and the end, "
                        + "in c/test_batch.bin, record 10000 (counting from 0); fetch or copy the file again");
        files.with("c/test_batch.bin", new byte[10_001 * RECORD]);
        assertThatThrownBy(() -> Reading.of(new Cifar10("c"), Split.TEST, files, 5000))
                .hasMessage("trailing bytes: expected the end of the file behind 10000 records, found more bytes, "
                        + "in c/test_batch.bin; fetch or copy the file again");
    }

    @Test
    void aRecordCutShortIsAMistake() {
        reading(Arrays.copyOf(records(1, 2), 4000))
                .hasMessage("truncated record: expected 3073 bytes, found 927 and the end, "
                        + "in b.bin, record 1 (counting from 0); fetch or copy the file again");
    }

    @Test
    void aLabelOutOfRangeIsAMistake() {
        reading(records(1, 200))
                .hasMessage("label out of range: expected 0 to 9, found 200, in b.bin, record 1 (counting from 0); "
                        + "give files in CIFAR-10's binary version (CIFAR-100 has other records)");
    }

    @Test
    void anEmptyFileIsAMistake() {
        reading(new byte[0])
                .hasMessage("empty file: expected records of 3073 bytes, found 0 bytes, in b.bin; "
                        + "fetch or copy the file again");
    }

    @Test
    void aMissingFileIsAMistake() {
        assertThatThrownBy(() -> new Cifar10("c").open(Split.TRAIN, new MemoryFiles()))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(
                        "missing file: expected c/data_batch_1.bin or c/data_batch_1.bin.gz, found nothing at");
    }

    @Test
    void settingsCheckThemselves() {
        assertThatThrownBy(() -> new Cifar10("")).hasMessage("path must be a path or name but was empty");
        assertThatThrownBy(() -> new Cifar10Files(List.of(), List.of("t")))
                .hasMessage("train must be a list of at least one path but was empty");
        assertThatThrownBy(() -> new Cifar10Files(List.of("a"), List.of("")))
                .hasMessage("test must be a path or name but was empty");
    }
}

package dev.kindling.jobs.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kindling.data.formats.Cifar10Files;
import dev.kindling.data.formats.Csv;
import dev.kindling.data.formats.IdxFiles;
import dev.kindling.data.formats.Omniglot;
import dev.kindling.data.formats.OmniglotClasses;
import dev.kindling.data.formats.OmniglotDivision;
import dev.kindling.data.formats.OmniglotSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Data files of any bytes, plain or packed: what docs/fuzzing.md calls a target is a method here. */
class DataFilesFuzzTest {

    private static final List<String> CLASSES = List.of("0", "1", "2");
    private static final int LABELS_MAGIC = 2049;

    @FuzzTest(maxDuration = "10m")
    void idxImages(byte[] bytes) throws IOException {
        // As many labels as the images say there are, so that reading goes on behind the header.
        int images = bytes.length < 8 ? 1 : Math.floorMod(ByteBuffer.wrap(bytes).getInt(4), 64);
        byte[] labels = ByteBuffer.allocate(8 + images)
                .putInt(LABELS_MAGIC)
                .putInt(images)
                .array();
        ForeignBytes.readOrRefused(bytes.length, () -> readIdx(bytes, labels));
    }

    @FuzzTest(maxDuration = "10m")
    void idxLabels(byte[] bytes) throws IOException {
        byte[] images = ByteBuffer.allocate(16 + 6)
                .putInt(2051)
                .putInt(3)
                .putInt(1)
                .putInt(2)
                .array();
        ForeignBytes.readOrRefused(bytes.length, () -> readIdx(images, bytes));
    }

    private static void readIdx(byte[] images, byte[] labels) throws IOException {
        ForeignBytes.readAll(
                new IdxFiles("i", "l", "i", "l", CLASSES), ForeignBytes.files(Map.of("i", images, "l", labels)));
    }

    @FuzzTest(maxDuration = "10m")
    void cifar10(byte[] bytes) throws IOException {
        ForeignBytes.readOrRefused(
                bytes.length,
                () -> ForeignBytes.readAll(
                        new Cifar10Files(List.of("a"), List.of("a")), ForeignBytes.files(Map.of("a", bytes))));
    }

    @FuzzTest(maxDuration = "10m")
    void csv(byte[] bytes) throws IOException {
        ForeignBytes.readOrRefused(
                bytes.length,
                () -> ForeignBytes.readAll(new Csv("a", "a", "kind", "group"), ForeignBytes.files(Map.of("a", bytes))));
    }

    @FuzzTest(maxDuration = "10m")
    void omniglotZip(byte[] bytes) throws IOException {
        Omniglot data =
                new Omniglot("o", OmniglotClasses.BACKGROUND, OmniglotDivision.BY_DRAWING, 15, OmniglotSource.ZIP);
        ForeignBytes.readOrRefused(
                bytes.length,
                () -> ForeignBytes.readAll(data, ForeignBytes.files(Map.of("o/images_background.zip", bytes))));
    }
}

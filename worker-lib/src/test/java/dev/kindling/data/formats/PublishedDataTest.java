package dev.kindling.data.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.data.Chunk;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The published files themselves, in the folder that KINDLING_DATA names. */
class PublishedDataTest {

    private static final Storage DISK = path -> Files.newInputStream(Path.of(path));

    private static String folder(String name) {
        String root = System.getenv("KINDLING_DATA");
        String message = "skipped: KINDLING_DATA names no folder with " + name;
        boolean there = root != null && Files.isDirectory(Path.of(root, name));
        if (!there) {
            System.out.println("PublishedDataTest " + message);
        }
        assumeTrue(there, message);
        return root + "/" + name;
    }

    private static int[] totals(DataSet data, Split split, int[] firstLabels) throws IOException {
        try (ExampleStream stream = data.open(split, DISK)) {
            int[] totals = new int[stream.classNames().size()];
            int row = 0;
            for (var chunk = stream.next(1000); chunk != null; chunk = stream.next(1000)) {
                for (int label : chunk.examples().labels()) {
                    totals[label]++;
                    if (row < firstLabels.length) {
                        assertThat(label).as("label of example %d", row).isEqualTo(firstLabels[row]);
                    }
                    row++;
                }
            }
            return totals;
        }
    }

    private static int[] labels(int... labels) {
        return labels;
    }

    @Test
    void mnistHasItsKnownCounts() throws IOException {
        Idx data = new Idx(folder("mnist"), 10);
        assertThat(totals(data, Split.TRAIN, labels(5, 0, 4, 1, 9, 2, 1, 3, 1, 4)))
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(totals(data, Split.TEST, labels(7, 2, 1, 0, 4, 1, 4, 9, 5, 9)))
                .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    }

    @Test
    void fashionMnistIsBalanced() throws IOException {
        Idx data = new Idx(folder("fashion-mnist"), 10);
        assertThat(totals(data, Split.TRAIN, labels(9, 0, 0, 3, 0, 2, 7, 2, 5, 5)))
                .containsOnly(6000);
        assertThat(totals(data, Split.TEST, labels(9, 2, 1, 1, 6, 1, 4, 6, 5, 7)))
                .containsOnly(1000);
    }

    @Test
    void theCifarSubsetHasItsKnownCounts() throws IOException {
        String folder = folder("cifar10-subset");
        Cifar10Files data = new Cifar10Files(
                List.of(folder + "/cifar10-subset-train-first4000.bin"),
                List.of(folder + "/cifar10-subset-test-first1000.bin"));
        int[] train = totals(data, Split.TRAIN, labels(6, 9, 9, 4, 1, 1, 2, 7, 8, 3));
        assertThat(Arrays.stream(train).sum()).isEqualTo(4000);
        assertThat(Arrays.stream(train).min()).hasValue(366);
        assertThat(Arrays.stream(train).max()).hasValue(422);
        int[] test = totals(data, Split.TEST, labels(3, 8, 8, 0, 6, 6, 1, 6, 3, 1));
        assertThat(Arrays.stream(test).sum()).isEqualTo(1000);
        assertThat(Arrays.stream(test).min()).hasValue(86);
        assertThat(Arrays.stream(test).max()).hasValue(112);
    }

    @Test
    void omniglotHasTwentyDrawingsOfEachCharacter() throws IOException {
        String folder = folder("omniglot");
        IdxFiles data = new IdxFiles(
                folder + "/omniglot28-background-images-idx3-ubyte",
                folder + "/omniglot28-background-labels-idx1-int",
                folder + "/omniglot28-evaluation-images-idx3-ubyte",
                folder + "/omniglot28-evaluation-labels-idx1-int",
                IntStream.range(0, 964).mapToObj(Integer::toString).toList());
        assertThat(totals(data, Split.TRAIN, labels(0, 0))).containsOnly(20);
        int[] evaluation = totals(data, Split.TEST, labels(0, 0));
        assertThat(Arrays.stream(evaluation).limit(659)).containsOnly(20);
        assertThat(Arrays.stream(evaluation).skip(659)).containsOnly(0);
    }

    private static Omniglot omniglot(OmniglotClasses classes, OmniglotDivision division, OmniglotSource source) {
        return new Omniglot(folder("omniglot"), classes, division, 15, source);
    }

    @Test
    void bothSourcesOfOmniglotGiveTheSameBytes() throws IOException {
        for (Split split : Split.values()) {
            OmniglotClasses all = OmniglotClasses.BACKGROUND_EVALUATION;
            Omniglot zip = omniglot(all, OmniglotDivision.BY_CLASS, OmniglotSource.ZIP);
            Omniglot idx = omniglot(all, OmniglotDivision.BY_CLASS, OmniglotSource.IDX);
            try (ExampleStream archives = zip.open(split, DISK);
                    ExampleStream images = idx.open(split, DISK)) {
                assertThat(archives.classNames()).hasSize(964 + 659).isEqualTo(images.classNames());
                Chunk drawn = Objects.requireNonNull(archives.next(20_000));
                Chunk reduced = Objects.requireNonNull(images.next(20_000));
                assertThat(drawn.examples().size()).isEqualTo(split == Split.TRAIN ? 964 * 20 : 659 * 20);
                assertThat(drawn.examples()).isEqualTo(reduced.examples());
                assertThat(drawn.groups()).isEqualTo(reduced.groups());
            }
        }
    }

    @Test
    void theVinyalsSplitHasItsKnownCounts() throws IOException {
        assertSizes(OmniglotClasses.VINYALS, 4 * 1028, 4 * 423);
        assertSizes(OmniglotClasses.VINYALS_TRAINVAL, 4 * 1200, 4 * 423);
        assertSizes(OmniglotClasses.VINYALS_VALIDATION, 4 * 1028, 4 * 172);
    }

    private static void assertSizes(OmniglotClasses classes, int train, int test) throws IOException {
        Omniglot data = omniglot(classes, OmniglotDivision.BY_CLASS, OmniglotSource.IDX);
        int[] learnt = totals(data, Split.TRAIN, labels(0, 0));
        assertThat(learnt).hasSize(train + test);
        assertThat(Arrays.stream(learnt).limit(train)).containsOnly(20);
        assertThat(Arrays.stream(learnt).skip(train)).containsOnly(0);
        int[] measured = totals(data, Split.TEST, labels(train, train));
        assertThat(Arrays.stream(measured).limit(train)).containsOnly(0);
        assertThat(Arrays.stream(measured).skip(train)).containsOnly(20);
    }

    @Test
    void omniglotDividedByDrawingHasFifteenAndFiveOfEachCharacter() throws IOException {
        Omniglot data = omniglot(OmniglotClasses.EVALUATION, OmniglotDivision.BY_DRAWING, OmniglotSource.IDX);
        assertThat(totals(data, Split.TRAIN, labels(0, 0))).hasSize(659).containsOnly(15);
        assertThat(totals(data, Split.TEST, labels(0, 0))).hasSize(659).containsOnly(5);
    }
}

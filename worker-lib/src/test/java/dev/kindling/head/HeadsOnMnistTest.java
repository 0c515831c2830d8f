package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.data.Batch;
import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.formats.Idx;
import dev.kindling.fixedpoint.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Heads on the pixels of MNIST, in the folder that KINDLING_DATA names. */
@Tag("slow")
class HeadsOnMnistTest {

    private static final int CLASSES = 10;
    private static final int WIDTH = 784;
    private static final int BATCH = 500;

    private static Idx mnist() {
        String root = System.getenv("KINDLING_DATA");
        boolean there = root != null && Files.isDirectory(Path.of(root, "mnist"));
        String message = "skipped: KINDLING_DATA names no folder with mnist in it";
        if (!there) {
            System.out.println("HeadsOnMnistTest " + message);
        }
        assumeTrue(there, message);
        return new Idx(root + "/mnist", CLASSES);
    }

    private interface Rows {
        void accept(Batch batch, int[] labels);
    }

    private static void read(Idx data, Split split, Rows rows) throws IOException {
        Batch batch = new Batch(BATCH, WIDTH);
        int[] labels = new int[BATCH];
        try (ExampleStream stream = data.open(split, path -> Files.newInputStream(Path.of(path)))) {
            for (Chunk chunk = stream.next(BATCH); chunk != null; chunk = stream.next(BATCH)) {
                batch.fill(chunk.examples(), 0, chunk.examples().size());
                System.arraycopy(chunk.examples().labels(), 0, labels, 0, batch.size());
                rows.accept(batch, labels);
            }
        }
    }

    static double accuracy(Idx data, Head head) throws IOException {
        MomentsFormat format = head.format(CLASSES, WIDTH, Grid.DEFAULT);
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        FeatureMap features = head.features(WIDTH, Grid.DEFAULT, BATCH);
        accumulator.open(moments);
        read(
                data,
                Split.TRAIN,
                (batch, labels) -> accumulator.add(features.map(batch.inputs(), batch.size()), batch.size(), labels));
        accumulator.flush();
        assertThat(moments.examples()).isEqualTo(60_000);
        HeadClassifier classifier = new HeadClassifier(head, head.solve(moments), WIDTH, Grid.DEFAULT, BATCH);
        float[] scores = new float[BATCH * CLASSES];
        int[] right = new int[1];
        read(data, Split.TEST, (batch, labels) -> {
            classifier.scores(batch.inputs(), batch.size(), scores);
            for (int row = 0; row < batch.size(); row++) {
                int best = 0;
                for (int c = 1; c < CLASSES; c++) {
                    best = scores[row * CLASSES + c] > scores[row * CLASSES + best] ? c : best;
                }
                right[0] += best == labels[row] ? 1 : 0;
            }
        });
        return right[0] / 10_000.0;
    }

    @Test
    void headsOnPixelsReachTheirKnownAccuracies() throws IOException {
        Idx data = mnist();
        assertThat(accuracy(data, new NearestClassMean())).isCloseTo(0.8203, within(1e-9));
        assertThat(accuracy(data, Slda.defaults())).isCloseTo(0.873, within(0.003));
        assertThat(accuracy(data, Ridge.defaults())).isCloseTo(0.8534, within(1e-9));
        assertThat(accuracy(data, new RanPac(500, 1, List.of(1e-2, 1.0, 1e2)))).isGreaterThan(0.92);
    }

    /** Prints what more heads and seeds reach: {@code java ... HeadsOnMnistTest}, for the documentation's table. */
    public static void main(String[] none) throws IOException {
        Idx data = mnist();
        for (Head head : List.of(
                new NearestClassMean(),
                new Cosine(),
                new Prototypes(),
                Slda.defaults(),
                FeCam.defaults(),
                Ridge.defaults(),
                ClassGaussian.defaults(),
                new ClassGaussian(0.1, 0.01),
                new RanPac(2000, 1, RanPac.defaults().lambdas()),
                new RanPac(2000, 2, RanPac.defaults().lambdas()),
                new RanPac(2000, 3, RanPac.defaults().lambdas()))) {
            long start = System.nanoTime();
            try {
                double accuracy = accuracy(data, head);
                System.out.printf("%.4f  %.1f s  %s%n", accuracy, (System.nanoTime() - start) / 1e9, head);
            } catch (RuntimeException failed) {
                System.out.println(failed.getMessage());
            }
        }
    }
}

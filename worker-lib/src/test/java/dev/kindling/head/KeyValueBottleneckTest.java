package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueBottleneckTest {

    private static final float UNSEEN = Float.NEGATIVE_INFINITY;

    private static KeyValueBottleneck settings(int books, int pairs, int keyWidth) {
        return new KeyValueBottleneck(books, pairs, keyWidth, 1, 5, 1, new KeySource.FirstExamples());
    }

    /** One book with keys at 1 and -1: of a line, whose projection is x or -x, each sign has a key of its own. */
    @Test
    void theScoreIsTheSmoothedLogarithmOfTheHistogramOfTheNearestKey() {
        PlacedKeys head = new PlacedKeys(settings(1, 2, 1), new double[] {1, -1});
        Moments moments = Learning.moments(head, 3, 1, new float[] {2, 3, -2, -0.5f}, 0, 0, 0, 1);
        float[] scores = Learning.scores(head, head.solve(moments), 1, 9, -4);

        assertThat(scores)
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(log(3 / 4.0), log(1 / 4.0), UNSEEN, log(2 / 4.0), log(2 / 4.0), UNSEEN);
    }

    private static float log(double value) {
        return (float) Math.log(value);
    }

    /** The same in both of two books makes no difference to a mean over books. */
    @Test
    void scoresAreMeansOverBooks() {
        PlacedKeys one = new PlacedKeys(settings(1, 2, 1), new double[] {1, -1});
        PlacedKeys two = new PlacedKeys(settings(2, 2, 1), new double[] {1, -1, 1, -1});
        float[] line = {2, 3, -2, -0.5f};
        for (float x : new float[] {0.1f, -7}) {
            assertThat(Learning.scores(two, two.solve(Learning.moments(two, 2, 1, line, 0, 0, 0, 1)), 1, x))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(
                            Learning.scores(one, one.solve(Learning.moments(one, 2, 1, line, 0, 0, 0, 1)), 1, x));
        }
    }

    @Test
    void aKeyThatNothingFellToSaysNothingAndOfEqualKeysTheFirstIsTaken() {
        PlacedKeys head = new PlacedKeys(settings(1, 3, 1), new double[] {0, 0, 1000});
        Moments moments = Learning.moments(head, 2, 1, new float[] {1, 2, 3}, 0, 1, 1);
        assertThat(Learning.scores(head, head.solve(moments), 1, 5))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(log(2 / 5.0), log(3 / 5.0));
        assertThat(moments.sum(0, 1) + moments.sum(1, 1) + moments.sum(0, 2) + moments.sum(1, 2))
                .isZero();
        LinearRule rule = (LinearRule) head.solve(moments);
        assertThat(rule.weights()[2 * 2]).isEqualTo(rule.weights()[2 * 2 + 1]);
    }

    @Test
    void anEmbeddingHasOneOneABookAndOneOutOfRangeIsRefused() {
        PlacedKeys head = PlacedKeys.atRandom(settings(5, 4, 3));
        float[] features = head.features(2, Grid.DEFAULT, 2).map(new float[] {0.5f, -1, Float.NaN, 0}, 2);
        for (int book = 0; book < 5; book++) {
            float[] codes = Arrays.copyOfRange(features, book * 4, book * 4 + 4);
            Arrays.sort(codes);
            assertThat(codes).containsExactly(0, 0, 0, 1);
        }
        Moments moments = Learning.moments(head, 2, 2, new float[] {0.5f, -1, Float.NaN, 0, 200, 0}, 0, 1, 1);
        assertThat(moments.refused()).isEqualTo(2);
        assertThat(moments.count(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void histogramsHaveTheSameBitsInAnyBatchAndOrderAndWithoutWhatIsTakenOut(int batch) {
        PlacedKeys head = PlacedKeys.atRandom(settings(6, 8, 3));
        int[] labels = Learning.labels(1, 40, 3);
        float[] values = Learning.stretchedClusters(1, labels, 3, 5);
        Moments all = Learning.moments(head, 3, 5, Grid.DEFAULT, batch, values, labels);
        float[] reversed = new float[values.length];
        int[] reversedLabels = new int[40];
        for (int row = 0; row < 40; row++) {
            System.arraycopy(values, row * 5, reversed, (39 - row) * 5, 5);
            reversedLabels[39 - row] = labels[row];
        }
        assertThat(Learning.moments(head, 3, 5, reversed, reversedLabels).words())
                .isEqualTo(all.words());

        Moments last =
                Learning.moments(head, 3, 5, Arrays.copyOfRange(values, 150, 200), Arrays.copyOfRange(labels, 30, 40));
        Moments first = Learning.moments(head, 3, 5, Arrays.copyOf(values, 150), Arrays.copyOf(labels, 30));
        all.subtract(last);
        assertThat(all.words()).isEqualTo(first.words());
        assertThat(Arrays.stream(first.words()).skip(2 + 4).sum()).isEqualTo((30L * 6) << Grid.DEFAULT.bits());
    }

    /** Points 0, 1, 10, 11 on a line: whichever two keys begin at, Lloyd's steps end at 0.5 and 10.5. */
    @Test
    void keysEndAtTheMeansOfWhatFallsToThem() {
        KeyValueBottleneck settings = settings(3, 2, 1);
        float[] line = {0, 1, 10, 11};
        PlacedKeys keys = placed(settings, 1, line);
        for (int book = 0; book < 3; book++) {
            double[] places = {Math.abs(keys.keys()[2 * book]), Math.abs(keys.keys()[2 * book + 1])};
            Arrays.sort(places);
            assertThat(places[0]).isCloseTo(0.5, within(1e-4));
            assertThat(places[1]).isCloseTo(10.5, within(1e-4));
        }
    }

    @Test
    void aKeyThatNothingFallsToStays() {
        KeyValueBottleneck settings = settings(1, 2, 1);
        KeySums sums = new KeySums(settings, Grid.DEFAULT);
        PlacedKeys now = new PlacedKeys(settings, new double[] {0, 100});
        long[] state = sums.zero();
        sums.open(now, 1).add(new float[] {3}, 0, state);
        sums.open(now, 1).add(new float[] {Float.NaN}, 0, state);
        PlacedKeys next = sums.next(now, state);
        assertThat(Math.abs(next.keys()[0])).isCloseTo(3, within(1e-4));
        assertThat(next.keys()[1]).isEqualTo(100);
    }

    @Test
    void placedKeysTellClustersApartThatAMeanCannot() {
        int[] labels = new int[400];
        float[] values = new float[800];
        for (int row = 0; row < 400; row++) {
            // Class 0 around (0, 0), class 1 on a circle around it: both means are the same.
            labels[row] = row % 2;
            values[2 * row] = (float) (3 * labels[row] * Math.cos(row) + 0.3 * Math.sin(7 * row));
            values[2 * row + 1] = (float) (3 * labels[row] * Math.sin(row) + 0.3 * Math.cos(5 * row));
        }
        PlacedKeys head = placed(settings(16, 16, 2), 2, values);
        Moments moments = Learning.moments(head, 2, 2, values, labels);
        assertThat(Learning.accuracy(head, head.solve(moments), 2, values, labels))
                .isGreaterThan(0.98);
    }

    private static PlacedKeys placed(KeyValueBottleneck settings, int width, float[] values) {
        KeySample sample = KeySample.of(settings, width);
        long[] state = sample.zero();
        for (int row = 0; row < values.length / width; row++) {
            state = sample.add(state, values, row);
        }
        KeySums sums = new KeySums(settings, Grid.DEFAULT);
        PlacedKeys keys = sums.first(sample, state);
        for (int step = 0; step < settings.steps(); step++) {
            long[] fallen = sums.zero();
            KeySums.Fold fold = sums.open(keys, width);
            for (int row = 0; row < values.length / width; row++) {
                fold.add(values, row, fallen);
            }
            keys = sums.next(keys, fallen);
        }
        return keys;
    }

    @Test
    void aSampleIsTheSameInAnyOrderHoldsEqualEmbeddingsOnceAndNoNaN() {
        KeySample sample = new KeySample(3, 2, 1);
        float[] rows = {1, 2, 0f, 5, -0f, 5, Float.NaN, 1, 7, 8, 1, 2, 3, 4};
        long[] forwards = sample.zero();
        long[] backwards = sample.zero();
        for (int row = 0; row < 7; row++) {
            forwards = sample.add(forwards, rows, row);
            backwards = sample.merge(sample.one(rows, 6 - row), backwards);
        }
        assertThat(forwards).isEqualTo(backwards);
        assertThat(sample.count(forwards)).isEqualTo(3);
        List<List<Float>> all = List.of(List.of(1f, 2f), List.of(0f, 5f), List.of(7f, 8f), List.of(3f, 4f));
        for (int i = 0; i < 3; i++) {
            float[] one = sample.embedding(forwards, i);
            assertThat(all).contains(List.of(one[0], one[1]));
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        KeyValueBottleneck settings = settings(1, 3, 1);
        KeySample sample = KeySample.of(settings, 1);
        long[] two = sample.add(sample.one(new float[] {1}, 0), new float[] {2}, 0);
        assertThatThrownBy(() -> new KeySums(settings, Grid.DEFAULT).first(sample, two))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "key-value-bottleneck: expected at least pairs = 3 different examples to place keys on, found 2;"
                                + " set fewer pairs, or keys = random");
        assertThatThrownBy(() -> settings(1024, 128, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("books x pairs must be at most 65536 but was 131072");
        assertThatThrownBy(() -> settings.features(1, Grid.DEFAULT, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the keys of a key-value bottleneck were not placed yet");
    }
}

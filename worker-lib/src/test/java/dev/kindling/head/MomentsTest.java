package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {

    private static final Grid UNITS = new Grid(0);

    private static Moments sum(MomentsFormat format, float[] features, int... labels) {
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(moments);
        accumulator.add(features, labels.length, labels);
        accumulator.flush();
        return moments;
    }

    private static MomentsFormat format(int classes, int width, SecondMoments second, boolean heldOut) {
        return new MomentsFormat(classes, width, second, heldOut, Grid.DEFAULT);
    }

    @Test
    void theSumsOfThreeRowsAreThoseWorkedByHand() {
        MomentsFormat format = new MomentsFormat(3, 2, SecondMoments.SHARED, false, UNITS);
        Moments moments = sum(format, new float[] {1, 2, 3, -4, 5, 6}, 0, 2, 0);
        // Trace 91, counts 2 0 1, none refused, sums (6, 8) (0, 0) (3, -4), squares 35, products 20, squares 56.
        assertThat(moments.words()).containsExactly(0, 91, 2, 0, 1, 0, 6, 8, 0, 0, 3, -4, 35, 20, 56);
    }

    @Test
    void everyClassHasItsOwnMatrixWhereTheFormatSaysSo() {
        MomentsFormat format = new MomentsFormat(2, 2, SecondMoments.PER_CLASS, false, UNITS);
        Moments moments = sum(format, new float[] {1, 2, 3, -4, 5, 6}, 0, 1, 0);
        assertThat(moments.words()).containsExactly(0, 91, 2, 1, 0, 6, 8, 3, -4, 26, 32, 40, 9, -12, 16);
    }

    @Test
    void valuesAreRoundedToTheNearestUnitTiesToEven() {
        MomentsFormat format = new MomentsFormat(1, 6, SecondMoments.NONE, false, new Grid(2));
        Moments moments = sum(format, new float[] {0.125f, 0.375f, 0.626f, -0.125f, -0.375f, 0.0001f}, 0);
        assertThat(moments.words()).endsWith(0, 2, 3, 0, -2, 0);
    }

    /** Every path: one matrix, a matrix a class, parts, several panels of a wide matrix, several blocks of rows. */
    @ParameterizedTest
    @CsvSource({
        "3, 5, NONE, false, 3000",
        "3, 5, NONE, true, 700",
        "3, 5, SHARED, false, 5000",
        "4, 5, SHARED, true, 5000",
        "4, 5, PER_CLASS, false, 5000",
        "3, 5, PER_CLASS, true, 5000",
        "2, 1100, SHARED, false, 300",
        "2, 515, PER_CLASS, false, 300"
    })
    void sumsEqualThoseOfSimpleLoopsOverIntegers(
            int classes, int width, SecondMoments second, boolean heldOut, int rows) {
        int[] labels = Learning.labels(1, rows, classes);
        float[] features = new float[rows * width];
        RandomStream random = RandomStream.of(2, "features");
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Math.max(-127.9, Math.min(127.9, 50 * random.nextGaussian()));
        }
        Moments moments =
                sum(format(classes, width, second, heldOut), features, labels).whole();
        MomentsFormat format = moments.format();
        long[] expected = new long[format.words()];
        for (int row = 0; row < rows; row++) {
            expected[format.count(0, labels[row])]++;
            for (int a = 0; a < width; a++) {
                long value = (long) Math.rint((double) features[row * width + a] * (1 << 14));
                expected[format.sums(0, labels[row]) + a] += value;
                for (int b = a; second != SecondMoments.NONE && b < width; b++) {
                    long other = (long) Math.rint((double) features[row * width + b] * (1 << 14));
                    expected[format.second(0, labels[row]) + format.row(a) + b - a] += value * other;
                    expected[1] += a == b ? value * other : 0;
                }
            }
        }
        assertThat(moments.words()).isEqualTo(expected);
    }

    @Test
    void theLargestValuesOfTheGridAddUpExactlyInFullBlocks() {
        int rows = 2 * Grid.EXACT_PRODUCTS;
        float[] features = new float[rows];
        java.util.Arrays.fill(features, Grid.DEFAULT.largest());
        Moments moments = sum(format(1, 1, SecondMoments.SHARED, false), features, new int[rows]);
        long largest = (1 << 21) - 1;
        assertThat(moments.words())
                .containsExactly(0, rows * largest * largest, rows, 0, rows * largest, rows * largest * largest);
    }

    @Test
    void aFifthOrSoIsHeldOut() {
        int[] labels = Learning.labels(1, 5000, 2);
        Moments moments =
                sum(format(2, 8, SecondMoments.SHARED, true), Learning.stretchedClusters(1, labels, 2, 8), labels);
        assertThat(moments.part(1).examples()).isBetween(900L, 1100L);
        assertThat(moments.part(0).examples() + moments.part(1).examples()).isEqualTo(5000);
    }

    @Property(tries = 60)
    void batchesAndOrderLeaveNoTrace(@ForAll int seed, @ForAll @IntRange(min = 1, max = 130) int batch) {
        MomentsFormat format = format(3, 6, SecondMoments.PER_CLASS, true);
        int[] labels = Learning.labels(seed, 120, 3);
        float[] features = Learning.stretchedClusters(seed, labels, 3, 6);
        int[] order = RandomStream.of(seed, "order").permutation(120);
        Moments shuffled = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(shuffled);
        for (int from = 0; from < 120; from += batch) {
            int rows = Math.min(batch, 120 - from);
            float[] part = new float[rows * 6];
            int[] partLabels = new int[rows];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(features, order[from + row] * 6, part, row * 6, 6);
                partLabels[row] = labels[order[from + row]];
            }
            accumulator.add(part, rows, partLabels);
        }
        accumulator.flush();
        assertThat(shuffled.words()).isEqualTo(sum(format, features, labels).words());
    }

    @Property(tries = 60)
    void whatIsAddedAndTakenOutAgainWasNeverThere(
            @ForAll int seed,
            @ForAll @IntRange(min = 2, max = 7) int clients,
            @ForAll @IntRange(min = 0, max = 6) int leaver) {
        MomentsFormat format = format(3, 5, SecondMoments.SHARED, true);
        MomentsSum merge = MomentsSum.of(format);
        Moments all = merge.zero();
        Moments others = merge.zero();
        for (int client = 0; client < clients; client++) {
            int[] labels = Learning.labels(seed + client, 30, 3);
            float[] features = Learning.stretchedClusters(seed + client, labels, 3, 5);
            features[client] = client == leaver % clients ? Float.NaN : 1000;
            Moments one = sum(format, features, labels);
            merge.merge(all, one);
            if (client != leaver % clients) {
                merge.merge(others, one);
            }
            if (client == clients - 1) {
                int[] left = Learning.labels(seed + leaver % clients, 30, 3);
                float[] again = Learning.stretchedClusters(seed + leaver % clients, left, 3, 5);
                again[leaver % clients] = Float.NaN;
                merge.subtract(all, sum(format, again, left));
            }
        }
        assertThat(all.words()).isEqualTo(others.words());
        assertThat(all.refused()).isEqualTo(clients - 1);
    }

    @Test
    void rowsThatCannotBeRoundedAreCountedAsRefusedAndLeaveNoOtherTrace() {
        MomentsFormat format = format(2, 2, SecondMoments.SHARED, false);
        float edge = Grid.DEFAULT.largest();
        float[] features = {1, Float.NaN, edge, -edge, Float.NEGATIVE_INFINITY, 1, 1, Math.nextUp(edge), -128, 0, 2, 3};
        Moments moments = sum(format, features, 0, 0, 0, 1, 1, 1);
        Moments expected = sum(format, new float[] {edge, -edge, 2, 3}, 0, 1);
        assertThat(moments.refused()).isEqualTo(4);
        expected.words()[format.refused(0)] = 4;
        assertThat(moments.words()).isEqualTo(expected.words());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 6", "10, 11", "37, 1000"})
    void slicesMergeApartAsTheWholeWould(int seed, int sliceLength) {
        MomentsFormat format = format(3, 5, SecondMoments.PER_CLASS, true);
        MomentsSum merge = new MomentsSum(format, Math.max(format.boundWords(), sliceLength));
        int[] labels = Learning.labels(seed, 100, 3);
        Moments one = sum(format, Learning.stretchedClusters(seed, labels, 3, 5), labels);
        Moments other = sum(format, Learning.stretchedClusters(seed + 1, labels, 3, 5), labels);
        one.words()[1] = -1;
        List<Moments> merged = new ArrayList<>();
        Iterator<Moments> others = merge.slices(other);
        Iterator<Moments> ones = merge.slices(one);
        while (ones.hasNext()) {
            merged.add(merge.finish(merge.merge(ones.next(), others.next())));
        }
        assertThat(merged).hasSize(merge.count());
        assertThat(merge.join(merged).words()).isEqualTo(wholeSum(format, seed, labels));
    }

    private static long[] wholeSum(MomentsFormat format, int seed, int[] labels) {
        Moments one = sum(format, Learning.stretchedClusters(seed, labels, 3, 5), labels);
        one.words()[1] = -1;
        one.add(sum(format, Learning.stretchedClusters(seed + 1, labels, 3, 5), labels));
        return one.words();
    }

    @Test
    void sumsThatMayHaveLeft64BitsAreRefusedUntilEnoughIsTakenOut() {
        MomentsFormat format = format(1, 1, SecondMoments.SHARED, false);
        Moments half = sum(format, new float[] {Grid.DEFAULT.largest()}, 0);
        Moments all = sum(format, new float[] {1}, 0);
        // 2^22 examples of almost 2^42 each, by doubling.
        for (int i = 0; i < 22; i++) {
            Moments copy = half.slice(0, half.words().length);
            half.add(copy);
        }
        all.add(half);
        assertThatThrownBy(all::requireReadable)
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "the sums of a head: 4194305 examples on a grid of 2^-14 may have left 64 bits; use fewer bits, "
                                + "or divide the embeddings");
        all.subtract(half);
        assertThat(all.requireReadable().words())
                .isEqualTo(sum(format, new float[] {1}, 0).words());
    }

    @Test
    void takingOutWhatWasNeverAddedIsNoticed() {
        MomentsFormat format = format(2, 1, SecondMoments.NONE, false);
        Moments moments = sum(format, new float[] {1, 1}, 0, 0);
        moments.subtract(sum(format, new float[] {1}, 1));
        assertThatThrownBy(moments::requireReadable)
                .isInstanceOf(UserMistake.class)
                .hasMessage("the sums of a head: class 1 holds -1 examples; take out only what was added before");
    }

    @Test
    void aLabelBeyondTheClassesIsTheUsersMistake() {
        assertThatThrownBy(() -> sum(format(2, 1, SecondMoments.NONE, false), new float[] {1}, 2))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "an example of class 2 for a head of classes 0 to 1; give the head as many classes as the data "
                                + "has");
    }

    @Test
    void sumsTooManyForAnArrayAreRefused() {
        assertThatThrownBy(() -> format(1000, 5000, SecondMoments.PER_CLASS, false))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(
                        "expected at most 2^31 numbers, found 12507501003 for 1000 classes of 5000 features");
    }
}

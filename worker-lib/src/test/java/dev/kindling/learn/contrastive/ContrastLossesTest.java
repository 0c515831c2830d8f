package dev.kindling.learn.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.nn.UnitRows;
import dev.kindling.random.RandomStream;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContrastLossesTest {

    private static final int[] ALL = {0, 1};

    private final RandomStream random = RandomStream.of(4, "contrast");

    @Test
    void contrastOfThreeRowsIsWhatTheFormulaSays() {
        // Rows 0 and 1 are alike and of one class, row 2 is across and alone. T = 1.
        float[] units = {1, 0, 1, 0, 0, 1};
        float[] deltas = new float[8];
        double loss = new SupervisedContrast(3, 2, 1).lossAndDelta(units, new int[] {0, 0, 1}, 3, deltas);
        // -log(e / (e + 1)) for rows 0 and 1, nothing for row 2.
        double each = Math.log(1 + Math.exp(-1));
        assertThat(loss).isCloseTo(2 * each / 3, within(1e-7));
        // By row 2: each of the two anchors pushes it away from (1, 0) with the share 1 / (e + 1), over three rows.
        assertThat((double) deltas[4]).isCloseTo(2 / (Math.E + 1) / 3, within(1e-7));
        assertThat((double) deltas[5]).isCloseTo(0, within(1e-7));
    }

    @Test
    void withTwoPositivesAnAnchorsLossIsTheMeanOverThem() {
        float[] units = {1, 0, 0, 1, -1, 0};
        float[] deltas = new float[8];
        double loss = new SupervisedContrast(3, 2, 0.5).lossAndDelta(units, new int[] {7, 7, 7}, 3, deltas);
        // Similarities over T: (0, 1) 0, (0, 2) -2, (1, 2) 0.
        double outer = Math.log(1 + Math.exp(-2)) + 1;
        assertThat(loss).isCloseTo((2 * outer + Math.log(2)) / 3, within(1e-6));
    }

    @Test
    void contrastsGradientIsItsSlope() {
        SupervisedContrast contrast = new SupervisedContrast(7, 3, 0.5);
        int[] labels = {0, 1, 1, 2, 0, 1, 3};
        float[] rows = normal(7 * 3);
        float[] units = new UnitRows(7, 3).of(rows, 0, 7);
        float[] deltas = new float[8 * 3];
        contrast.lossAndDelta(units, labels, 7, deltas);
        requireSlope(units, 7 * 3, deltas, at -> contrast.lossAndDelta(at, labels, 7, new float[8 * 3]));
    }

    @Test
    void unitsGradientComesBackThroughTheirLength() {
        float[] weights = normal(6);
        float[] rows = normal(6);
        UnitRows units = new UnitRows(2, 3);
        units.of(rows, 0, 2);
        float[] deltas = java.util.Arrays.copyOf(weights, 9);
        units.back(deltas, 2);
        requireSlope(rows, 6, deltas, at -> {
            float[] unit = new UnitRows(2, 3).of(at, 0, 2);
            double sum = 0;
            for (int i = 0; i < 6; i++) {
                sum += (double) weights[i] * unit[i];
            }
            return sum;
        });
    }

    @Test
    void aRowOfZerosStaysOneAndItsGradientGoesThrough() {
        UnitRows units = new UnitRows(1, 2);
        assertThat(units.of(new float[] {9, 0, 0}, 1, 1)).startsWith(0, 0);
        float[] deltas = {3, -4};
        units.back(deltas, 1);
        assertThat(deltas).containsExactly(3, -4);
    }

    @Test
    void thePullIsOneMinusTheCosineAndOnlyPrototypesInTheBatchFeelIt() {
        float[] features = {1, 0, 0.6f, 0.8f};
        float[] prototypes = {0, 1, 1, 0, 0, 0};
        float[] deltas = new float[6];
        double loss = PrototypePull.lossAndDelta(features, prototypes, new int[] {1, 0}, 2, 2, 2, deltas);
        // Cosines 1 and 0.8; weight 2.
        assertThat(loss).isCloseTo(2 * (0 + 0.2) / 2, within(1e-6));
        assertThat(deltas).containsExactly(-0.6f, -0.8f, -1, 0, 0, 0);
    }

    @Test
    void thePullsGradientIsItsSlope() {
        float[] features = new UnitRows(5, 3).of(normal(15), 0, 5).clone();
        float[] prototypes = normal(12);
        int[] labels = {0, 2, 2, 1, 0};
        UnitRows units = new UnitRows(4, 3);
        float[] deltas = new float[12];
        PrototypePull.lossAndDelta(features, units.of(prototypes, 0, 4), labels, 5, 3, 2, deltas);
        units.back(deltas, 4);
        requireSlope(
                prototypes,
                12,
                deltas,
                at -> PrototypePull.lossAndDelta(
                        features, new UnitRows(4, 3).of(at, 0, 4), labels, 5, 3, 2, new float[12]));
    }

    @Test
    void relationsOverSamplesAreADivergenceForEachPrototype() {
        // Two samples, two prototypes; by hand: teacher (1/2, 1/2) twice, student (3/4, 1/4) for the first, (1/2, 1/2)
        // for the second.
        float log3 = (float) Math.log(3);
        float[] student = {log3, 0, 0, 0};
        float[] deltas = new float[4];
        double loss = new RelationLoss(Relation.SAMPLES, 2, 2, ALL).lossAndDelta(student, new float[4], 2, deltas);
        assertThat(loss).isCloseTo(0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25), within(1e-6));
        assertThat(deltas).containsExactly(0.25f, 0, -0.25f, 0);
    }

    @Test
    void relationsOverClassesAreAMeanDivergenceOfSamples() {
        float log3 = (float) Math.log(3);
        float[] student = {log3, 0, 0, 0};
        float[] deltas = new float[4];
        double loss = new RelationLoss(Relation.CLASSES, 2, 2, ALL).lossAndDelta(student, new float[4], 2, deltas);
        assertThat(loss).isCloseTo((0.5 * Math.log(0.5 / 0.75) + 0.5 * Math.log(0.5 / 0.25)) / 2, within(1e-6));
        assertThat(deltas).containsExactly(0.125f, -0.125f, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void theRelationsGradientIsItsSlopeAndPrototypesThatAreNotOldAreNotAsked(Relation over) {
        RelationLoss loss = new RelationLoss(over, 5, 4, new int[] {0, 2, 3});
        float[] student = normal(20);
        float[] teacher = normal(20);
        float[] deltas = new float[20];
        loss.lossAndDelta(student, teacher, 5, deltas);
        requireSlope(student, 20, deltas, at -> loss.lossAndDelta(at, teacher, 5, new float[20]));
        for (int row = 0; row < 5; row++) {
            assertThat(deltas[row * 4 + 1]).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void aStudentThatAgreesWithItsTeacherLearnsNothing(Relation over) {
        float[] scores = normal(20);
        float[] deltas = normal(20);
        double loss = new RelationLoss(over, 5, 4, new int[] {0, 2, 3}).lossAndDelta(scores, scores, 5, deltas);
        assertThat(loss).isZero();
        assertThat(deltas).containsOnly(0);
    }

    private float[] normal(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Compares a gradient with differences over 2 x 0.002, whose rounding and curvature stay far below 0.002. */
    private static void requireSlope(float[] at, int size, float[] gradient, Function<float[], Double> loss) {
        float step = 2e-3f;
        for (int i = 0; i < size; i++) {
            float held = at[i];
            at[i] = held + step;
            double above = loss.apply(at);
            at[i] = held - step;
            double below = loss.apply(at);
            at[i] = held;
            assertThat((double) gradient[i]).isCloseTo((above - below) / (2 * step), within(2e-3));
        }
    }
}

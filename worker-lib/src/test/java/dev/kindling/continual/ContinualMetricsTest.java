package dev.kindling.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ContinualMetricsTest {

    private static final Offset<Double> ROUNDING = within(1e-9);

    @Test
    void recallOfOldAndNewClassesCountsClassesOrExamplesAlike() {
        ClassRecall recall = new ClassRecall(new long[] {9, 1, 0, 0}, new long[] {10, 2, 3, 0});
        assertThat(recall.recall(0)).isEqualTo(0.9);
        assertThat(recall.recall(3)).isNaN();
        assertThat(recall.meanRecall(0, 1)).isCloseTo(0.7, ROUNDING);
        assertThat(recall.accuracy(0, 1)).isCloseTo(10 / 12.0, ROUNDING);
        assertThat(recall.meanRecall(2, 3)).isZero();
        assertThat(recall.meanRecall(3)).isNaN();
    }

    @Test
    void aCurveHasOnePointForEachNumberOfClasses() {
        LearningCurve curve = new LearningCurve();
        curve.record(10, 5, 10);
        curve.record(5, 4, 4);
        curve.record(10, 4, 5);
        assertThat(curve.points().keySet()).containsExactly(5, 10);
        assertThat(curve.points().get(10)).isEqualTo(new LearningCurve.Point(9, 15));
        assertThat(new LearningCurve.Point(9, 15).accuracy()).isEqualTo(0.6);
    }

    @Test
    void aurocCountsPairsInTheRightOrderAndTiesHalf() {
        OpenSet scores = new OpenSet();
        scores.record(0.9, true);
        scores.record(0.5, true);
        scores.record(0.5, false);
        scores.record(0.2, false);
        // Pairs: 0.9 beats both, 0.5 ties with one and beats the other: 3.5 of 4.
        assertThat(scores.auroc()).isCloseTo(3.5 / 4, ROUNDING);
        assertThat(scores.resolution()).isCloseTo(0.5 / 4, ROUNDING);
    }

    @Test
    void aurocOfPerfectReversedAndMissingScores() {
        OpenSet perfect = new OpenSet();
        perfect.record(1, true);
        assertThat(perfect.auroc()).isNaN();
        perfect.record(0, false);
        assertThat(perfect.auroc()).isEqualTo(1);
        OpenSet reversed = new OpenSet(perfect.unknown(), perfect.known());
        assertThat(reversed.auroc()).isZero();
    }

    @Test
    void aurocSurvivesCountsBeyondThreeBillionPairsOfPairs() {
        long[] known = new long[OpenSet.BINS];
        long[] unknown = new long[OpenSet.BINS];
        known[7] = 1L << 40;
        unknown[7] = 1L << 40;
        unknown[3] = 1L << 40;
        assertThat(new OpenSet(known, unknown).auroc()).isEqualTo(0.75);
    }

    @Property(tries = 50)
    void aurocIsThatOfAllPairsWithinItsResolution(@ForAll long seed) {
        RandomStream random = RandomStream.of(seed, "auroc");
        double[] known = new double[30];
        double[] unknown = new double[20];
        OpenSet scores = new OpenSet();
        // A narrow range, so that scores do meet in bins.
        for (int i = 0; i < known.length; i++) {
            known[i] = 0.5 + random.nextInt(40) / 50_000.0;
            scores.record(known[i], true);
        }
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = 0.5 + random.nextInt(30) / 50_000.0;
            scores.record(unknown[i], false);
        }
        double wins = 0;
        for (double k : known) {
            for (double u : unknown) {
                wins += k > u ? 1 : k == u ? 0.5 : 0;
            }
        }
        assertThat(scores.auroc()).isCloseTo(wins / 600, within(scores.resolution() + 1e-12));
    }

    @Test
    void aDistanceBecomesABoundedScore() {
        assertThat(OpenSet.ofDistance(0, 2)).isEqualTo(1);
        assertThat(OpenSet.ofDistance(2, 2)).isEqualTo(0.5);
        assertThat(OpenSet.ofDistance(Double.POSITIVE_INFINITY, 2)).isZero();
    }

    @Test
    void calibrationErrorWeighsTheGapOfEachBin() {
        Calibration calibration = new Calibration(2);
        // (0, 1/2]: confidences 0.25 and 0.5, one right: gap |0.5 - 0.375| = 0.125.
        calibration.record(0.25, false);
        calibration.record(0.5, true);
        // (1/2, 1]: 0.75 and 1 and 1, all right: gap |1 - 2.75 / 3| = 1 / 12.
        calibration.record(0.75, true);
        calibration.record(1, true);
        calibration.record(1, true);
        assertThat(calibration.expectedError()).isCloseTo(2 / 5.0 * 0.125 + 3 / 5.0 / 12, ROUNDING);
        assertThat(calibration.largestError()).isCloseTo(0.125, ROUNDING);
        assertThat(new Calibration(3).expectedError()).isNaN();
        assertThat(new Calibration(3).largestError()).isNaN();
    }

    @Test
    void scoresOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new OpenSet().record(Double.NaN, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OpenSet().record(1.1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Calibration(2).record(-0.1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LearningCurve().record(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

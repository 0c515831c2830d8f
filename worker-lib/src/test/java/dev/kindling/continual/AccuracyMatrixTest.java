package dev.kindling.continual;

import static dev.kindling.continual.AccuracyMatrix.UNTRAINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AccuracyMatrixTest {

    private static final Offset<Double> ROUNDING = within(1e-12);

    /** Percent of 100 examples each; the last experience has 300. */
    private static AccuracyMatrix worked() {
        AccuracyMatrix matrix = new AccuracyMatrix(3);
        row(matrix, UNTRAINED, 10, 20, 30);
        row(matrix, 0, 90, 25, 30);
        row(matrix, 1, 95, 80, 36);
        row(matrix, 2, 60, 70, 100);
        return matrix;
    }

    private static void row(AccuracyMatrix matrix, int after, int... percent) {
        for (int on = 0; on < percent.length; on++) {
            long examples = on == 2 ? 300 : 100;
            matrix.record(after, on, percent[on] * examples / 100, examples);
        }
    }

    @Test
    void averageAccuracyIsOverWhatHasBeenSeen() {
        assertThat(worked().averageAccuracy(0)).isCloseTo(0.9, ROUNDING);
        assertThat(worked().averageAccuracy(1)).isCloseTo((0.95 + 0.8) / 2, ROUNDING);
        assertThat(worked().averageAccuracy(2)).isCloseTo((0.6 + 0.7 + 1) / 3, ROUNDING);
        assertThat(worked().pooledAccuracy(2)).isCloseTo((60 + 70 + 300) / 500.0, ROUNDING);
    }

    @Test
    void averageIncrementalAccuracyIsTheMeanOfTheAverages() {
        assertThat(worked().averageIncrementalAccuracy()).isCloseTo((0.9 + 0.875 + 2.3 / 3) / 3, ROUNDING);
    }

    @Test
    void backwardTransferComparesTheEndWithTheDayOfLearning() {
        assertThat(worked().backwardTransfer()).isCloseTo(((0.6 - 0.9) + (0.7 - 0.8)) / 2, ROUNDING);
    }

    @Test
    void forwardTransferComparesTheDayBeforeWithTheUntrainedModel() {
        assertThat(worked().forwardTransfer()).isCloseTo(((0.25 - 0.2) + (0.36 - 0.3)) / 2, ROUNDING);
    }

    @Test
    void forgettingComparesTheEndWithTheBestBefore() {
        assertThat(worked().forgetting(0)).isCloseTo(0.95 - 0.6, ROUNDING);
        assertThat(worked().forgetting()).isCloseTo((0.35 + 0.1) / 2, ROUNDING);
    }

    @Test
    void aPartIsTheMatrixOfItsExperiencesAlone() {
        assertThat(worked().part(0, 3)).isEqualTo(worked());
        assertThat(worked().part(0, 2).forgetting()).isCloseTo(0.9 - 0.95, ROUNDING);
        assertThat(worked().part(0, 2).forwardTransfer()).isCloseTo(0.25 - 0.2, ROUNDING);
        assertThat(worked().part(1, 2).backwardTransfer()).isCloseTo(0.7 - 0.8, ROUNDING);
        assertThat(worked().part(1, 2).forwardTransfer()).isCloseTo(0.36 - 0.3, ROUNDING);
    }

    @Test
    void forgettingIsNegativeWhereTheLastExperienceHelps() {
        AccuracyMatrix matrix = new AccuracyMatrix(2);
        matrix.record(0, 0, 5, 10);
        matrix.record(1, 0, 8, 10);
        assertThat(matrix.forgetting()).isCloseTo(-0.3, ROUNDING);
    }

    @Test
    void intransigenceIsWhatJointTrainingKnowsMore() {
        assertThat(worked().intransigence(1, 0.97)).isCloseTo(0.17, ROUNDING);
    }

    @Test
    void whatWasNotMeasuredIsNotANumberAndNotFilledIn() {
        AccuracyMatrix matrix = new AccuracyMatrix(2);
        matrix.record(0, 0, 1, 1);
        assertThat(matrix.accuracy(1, 1)).isNaN();
        assertThat(matrix.averageAccuracy(1)).isNaN();
        assertThat(matrix.forwardTransfer()).isNaN();
        assertThat(matrix.forgetting()).isNaN();
    }

    @Test
    void oneExperienceHasNothingToForget() {
        assertThatThrownBy(() -> new AccuracyMatrix(1).forgetting())
                .isInstanceOf(UserMistake.class)
                .hasMessage("forgetting needs at least 2 experiences but there is 1; take more experiences");
    }

    @Test
    void matricesOfAnotherSizeAndImpossibleCountsAreRefused() {
        assertThatThrownBy(() -> new AccuracyMatrix(2).add(new AccuracyMatrix(3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AccuracyMatrix(2).record(0, 0, 3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AccuracyMatrix(2).accuracy(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}

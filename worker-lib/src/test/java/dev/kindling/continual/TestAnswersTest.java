package dev.kindling.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.merge.Merge;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Counts by class and domain, confidence by the classes' own histories, and the spread over clients. */
class TestAnswersTest {

    private static TestAnswers answers() {
        TestAnswers answers = new TestAnswers(2, 3);
        answers.answer(0, 1, true);
        answers.answer(0, 1, false);
        answers.answer(1, 2, true);
        answers.confidence(0.9, true, true);
        answers.confidence(0.6, true, false);
        answers.confidence(0.7, false, false);
        return answers;
    }

    @Test
    void answersAreCountedByClassAndDomain() {
        TestAnswers answers = answers();
        assertThat(answers.correct(0, 1)).isOne();
        assertThat(answers.total(0, 1)).isEqualTo(2);
        assertThat(answers.total(1, 1)).isZero();
        assertThat(answers.recall(0, 1).accuracy(1, 2)).isEqualTo(2 / 3.0);
        assertThat(answers.recall(0, 0).accuracy(1, 2)).isEqualTo(0.5);
        assertThat(answers.recall(1, 1).accuracy(0, 1, 2)).isEqualTo(1);
    }

    @Test
    void confidenceCountsAsItDoesInTheOpenSetAndTheCalibration() {
        OpenSet open = new OpenSet();
        open.record(0.9, true);
        open.record(0.6, true);
        open.record(0.7, false);
        assertThat(answers().openSet()).isEqualTo(open);
        assertThat(answers().openSet().auroc()).isEqualTo(0.5);
        Calibration calibration = new Calibration(TestAnswers.CALIBRATION_BINS);
        calibration.record(0.9, true);
        calibration.record(0.6, false);
        assertThat(answers().calibration()).isEqualTo(calibration);
        assertThat(answers().calibration().expectedError()).isCloseTo((0.1 + 0.6) / 2, within(1e-9));
    }

    @Test
    void partsAddUpToTheWhole() {
        Merge<long[]> sum = TestAnswers.sum(2, 3);
        long[] twice =
                sum.merge(sum.merge(sum.zero(), answers().words()), answers().words());
        TestAnswers all = new TestAnswers(2, 3, twice);
        assertThat(all.total(0, 1)).isEqualTo(4);
        assertThat(all.openSet().auroc()).isEqualTo(0.5);
        Assertions.assertThatThrownBy(() -> new TestAnswers(2, 4, twice)).hasMessageContaining("words");
    }

    @Test
    void clientsSpreadAroundTheirMean() {
        ClientAccuracies spread =
                ClientAccuracies.of(new double[] {1, 0.5, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25});
        // Eleven clients: the worst tenth is two of them.
        assertThat(spread.clients()).isEqualTo(11);
        assertThat(spread.mean()).isEqualTo(5.25 / 11);
        assertThat(spread.worstTenth()).isEqualTo(0.125);
        assertThat(ClientAccuracies.of(new double[] {0, 1}).sd()).isEqualTo(0.5);
        Assertions.assertThatThrownBy(() -> ClientAccuracies.of(new double[0])).isInstanceOf(UserMistake.class);
    }
}

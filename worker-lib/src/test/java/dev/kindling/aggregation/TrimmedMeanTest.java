package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import org.junit.jupiter.api.Test;

class TrimmedMeanTest {

    @Test
    void cutsAFractionRoundedDownAtEitherEnd() {
        float[][] ten = Cohorts.points(100, 5, 3, 8, -50, 1, 2, 7, 6, 4);
        assertThat(Cohorts.merged(new TrimmedMean(0.1), ten)).containsExactly(36f / 8);
        assertThat(Cohorts.merged(new TrimmedMean(0.29), ten)).containsExactly(27f / 6);
        assertThat(Cohorts.merged(new TrimmedMean(0.4), ten)).containsExactly(4.5f);
        assertThat(Fractions.of(0.29, 100)).isEqualTo(29);
        assertThat(Fractions.of(0.2, 4)).isZero();
    }

    @Test
    void cutsNeverAll() {
        assertThat(Cohorts.merged(new TrimmedMean(0.4999999999999), Cohorts.points(1, 3)))
                .containsExactly(2);
        assertThat(Cohorts.merged(new TrimmedMean(0.45), Cohorts.points(5))).containsExactly(5);
    }

    @Test
    void withoutACutItIsTheMeanAndNearlyHalfCutIsTheMedian() {
        float[][] updates = Cohorts.random(9, 300, 2);
        double[] equal = new double[9];
        java.util.Arrays.fill(equal, 1);
        float[] trimmed = Cohorts.merged(new TrimmedMean(0), updates);
        for (int i = 0; i < trimmed.length; i++) {
            double sum = 0;
            for (float[] update : updates) {
                sum += update[i];
            }
            // Added in another order: the sums differ in their last bits at most.
            assertThat((double) trimmed[i]).isCloseTo(sum / 9, org.assertj.core.data.Offset.offset(1e-7));
        }
        assertThat(Cohorts.merged(new TrimmedMean(0.49), updates)).isEqualTo(Cohorts.merged(new Median(), updates));
    }

    @Test
    void asManyLiarsAsAreCutCannotCarryItOutOfTheOthersValues() {
        float[][] points = Cohorts.points(1, 2, 3, 4, 5, 6, 7, 8, 3e38, 3e38);
        assertThat(Cohorts.merged(new TrimmedMean(0.2), points)).containsExactly(33f / 6);
        assertThat(Cohorts.merged(new TrimmedMean(0.1), points)[0]).isGreaterThan(1e36f);
    }

    @Test
    void halfOrMoreIsRefused() {
        assertThatThrownBy(() -> new TrimmedMean(0.5))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("trim must be in [0, 0.5)");
    }
}

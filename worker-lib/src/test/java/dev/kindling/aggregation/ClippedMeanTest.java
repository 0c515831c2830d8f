package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import org.junit.jupiter.api.Test;

class ClippedMeanTest {

    @Test
    void aLongerUpdateIsCutToTheNormAndAShorterOneStays() {
        float[] origin = {1, 1, 7};
        float[] trained = {4, 5, 7};
        assertThat(new ClippedMean(1).factor(origin, trained)).isEqualTo(1.0 / 5);
        assertThat(new ClippedMean(5).factor(origin, trained)).isEqualTo(1);
        assertThat(new ClippedMean(2.5).factor(origin, trained)).isEqualTo(0.5);
        assertThat(new ClippedMean(1).factor(origin, origin)).isEqualTo(1);
        assertThat(new Mean().factor(origin, trained)).isEqualTo(1);
    }

    @Test
    void theLargestUpdateHasALength() {
        float[] far = {Float.MAX_VALUE, -Float.MAX_VALUE};
        assertThat(new ClippedMean(1).factor(new float[2], far)).isBetween(1e-39, 1e-38);
    }

    @Test
    void aNormMustBeAPositiveNumber() {
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ClippedMean(wrong)).isInstanceOf(UserMistake.class);
        }
    }
}

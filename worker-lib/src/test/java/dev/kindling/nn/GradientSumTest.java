package dev.kindling.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GradientSumTest {

    @Test
    void everyStepCountsTimesItsFactorAndParametersStay() {
        float[] w = {7, 7, 7};
        GradientSum sum = new GradientSum(3);
        sum.beginStep(0.25f);
        sum.product(w, 0, new float[] {1, 2}, new float[] {4, 8}, 2, 1, 1);
        sum.vector(w, 1, new float[] {4, -8}, 2);
        sum.beginStep(0.5f);
        sum.vector(w, 1, new float[] {2, 2}, 2);
        // 1/4 (1 x 4 + 2 x 8), 1/4 (4, -8) + 1/2 (2, 2)
        assertThat(sum.gradient()).containsExactly(5, 2, -1);
        assertThat(w).containsExactly(7, 7, 7);
    }

    @Test
    void aResetForgetsEvenWhatIsNotFinite() {
        GradientSum sum = new GradientSum(2);
        sum.beginStep(1);
        sum.product(new float[2], 0, new float[] {Float.NaN}, new float[] {1, 1}, 1, 1, 2);
        assertThat(sum.gradient()).containsExactly(Float.NaN, Float.NaN);
        sum.reset();
        sum.product(new float[2], 0, new float[] {1}, new float[] {2, 3}, 1, 1, 2);
        assertThat(sum.gradient()).containsExactly(2, 3);
    }
}

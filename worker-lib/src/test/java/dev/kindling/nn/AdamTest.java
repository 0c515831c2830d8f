package dev.kindling.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest {

    private static final Offset<Float> ROUNDING = within(1e-6f);

    @Test
    void theFirstStepIsTheRateInTheDirectionOfTheGradient() {
        float[] w = {9, 1, 2};
        UpdateRule rule = Adam.of(0.1).start(3);
        rule.beginStep(1);
        rule.vector(w, 1, new float[] {4, -0.5f}, 2);
        assertThat(w[0]).isEqualTo(9);
        assertThat(w[1]).isCloseTo(0.9f, ROUNDING);
        assertThat(w[2]).isCloseTo(2.1f, ROUNDING);
    }

    @Test
    void theSecondStepIsTheOneWorkedByHand() {
        float[] w = {1};
        UpdateRule rule = new Adam(0.1, 0.5, 0.75, 1e-8, 0).start(1);
        rule.beginStep(1);
        rule.vector(w, 0, new float[] {2}, 1);
        rule.beginStep(0.5f);
        rule.vector(w, 0, new float[] {-4}, 1);
        // m = 0.5 x 1 + 0.5 x -4 = -1.5, over 1 - 0.25: -2; v = 0.75 x 1 + 0.25 x 16 = 4.75, over 1 - 0.5625.
        double second = 0.05 * -2 / Math.sqrt(4.75 / 0.4375);
        assertThat(w[0]).isCloseTo((float) (0.9 - second), ROUNDING);
    }

    @Test
    void decayIsDecoupledFromTheGradient() {
        float[] w = {2};
        UpdateRule rule = new Adam(0.1, 0.9, 0.999, 1e-8, 0.5).start(1);
        rule.beginStep(1);
        rule.vector(w, 0, new float[] {0}, 1);
        assertThat(w[0]).isCloseTo(2 - 0.1f * 0.5f * 2, ROUNDING);
    }

    @Test
    void aProductIsTheGradientOfItsFactors() {
        float[] byProduct = {1, 2, 3, 4};
        float[] byVector = byProduct.clone();
        UpdateRule one = Adam.of(0.1).start(4);
        UpdateRule other = Adam.of(0.1).start(4);
        for (int step = 0; step < 2; step++) {
            one.beginStep(1);
            one.product(byProduct, 0, new float[] {1, 2, 3, -4}, new float[] {1, 0, -1, 1}, 2, 2, 2);
            other.beginStep(1);
            // [[1, 2], [3, -4]]' x [[1, 0], [-1, 1]]
            other.vector(byVector, 0, new float[] {-2, 3, 6, -4}, 4);
        }
        assertThat(byProduct).isEqualTo(byVector);
    }

    @Test
    void afterAResetTheNextStepIsTheFirst() {
        UpdateRule rule = Adam.of(0.1).start(1);
        for (float gradient : new float[] {3, -1, 7}) {
            rule.beginStep(1);
            rule.vector(new float[1], 0, new float[] {gradient}, 1);
        }
        rule.reset();
        float[] after = {1};
        rule.beginStep(1);
        rule.vector(after, 0, new float[] {5}, 1);
        assertThat(after[0]).isCloseTo(0.9f, ROUNDING);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> new Adam(1, 1, 0.9, 1e-8, 0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("beta1 must be in [0, 1) but was 1.0");
        assertThatThrownBy(() -> new Adam(1, 0.9, -1, 1e-8, 0)).hasMessageContaining("beta2");
        assertThatThrownBy(() -> new Adam(1, 0.9, 0.9, 0, 0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> Adam.of(-1)).hasMessageContaining("rate");
    }
}

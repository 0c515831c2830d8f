package dev.kindling.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SgdTest {

    private static final Offset<Float> ROUNDING = within(1e-6f);
    private static final float[] GRADIENT = {1, -2};

    @Test
    void plainStepsGoDownTheGradient() {
        float[] w = {9, 1, 2};
        UpdateRule rule = Sgd.of(0.5).start(3);
        rule.beginStep(1);
        rule.vector(w, 1, GRADIENT, 2);
        assertThat(w).containsExactly(9, 0.5f, 3);
        rule.beginStep(0.5f);
        rule.vector(w, 1, GRADIENT, 2);
        assertThat(w).containsExactly(9, 0.25f, 3.5f);
    }

    @Test
    void momentumAndDecayAreTheOnesWorkedByHand() {
        float[] w = {9, 1, 2};
        UpdateRule rule = new Sgd(0.5, 0.5, 0.25).start(3);
        rule.beginStep(1);
        rule.vector(w, 1, GRADIENT, 2);
        // v = g + w / 4 = (1.25, -1.5); w = (1 - 0.625, 2 + 0.75)
        assertThat(w).containsExactly(9, 0.375f, 2.75f);
        rule.beginStep(0.5f);
        rule.vector(w, 1, GRADIENT, 2);
        // v = v / 2 + g + w / 4 = (0.625 + 1 + 0.09375, -0.75 - 2 + 0.6875) = (1.71875, -2.0625); the rate is 0.25.
        assertThat(w).containsExactly(9, 0.375f - 0.4296875f, 2.75f + 0.515625f);
    }

    @Test
    void afterAResetTheNextStepIsTheFirst() {
        UpdateRule rule = new Sgd(0.5, 0.5, 0).start(2);
        float[] moved = {1, 2};
        rule.beginStep(1);
        rule.vector(moved, 0, GRADIENT, 2);
        rule.reset();
        float[] w = {1, 2};
        rule.beginStep(1);
        rule.vector(w, 0, GRADIENT, 2);
        assertThat(w).containsExactly(0.5f, 3);
    }

    @Test
    void theFusedPlainStepEqualsTheOneThatStoresTheGradient() {
        RandomStream random = RandomStream.of(1, "fused");
        int rows = 9;
        int in = 13;
        int out = 7;
        float[] inputs = uniform(rows * in, random);
        float[] deltas = uniform(rows * out, random);
        float[] fused = uniform(5 + in * out, random);
        float[] stored = fused.clone();
        UpdateRule plain = Sgd.of(0.1).start(fused.length);
        // A decay too small to be felt takes the other path.
        UpdateRule other = new Sgd(0.1, 0, 1e-30).start(fused.length);
        for (int step = 0; step < 3; step++) {
            plain.beginStep(0.5f);
            plain.product(fused, 5, inputs, deltas, rows, in, out);
            other.beginStep(0.5f);
            other.product(stored, 5, inputs, deltas, rows, in, out);
        }
        for (int i = 0; i < fused.length; i++) {
            assertThat(fused[i]).isCloseTo(stored[i], ROUNDING);
        }
        assertThat(fused).isNotEqualTo(uniform(fused.length, RandomStream.of(1, "fused")));
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> Sgd.of(0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("rate must be in (0, infinity) but was 0.0");
        assertThatThrownBy(() -> Sgd.of(Double.NaN)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> Sgd.of(Double.POSITIVE_INFINITY)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> new Sgd(1, 1, 0))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("momentum");
        assertThatThrownBy(() -> new Sgd(1, 0, -0.1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("weight-decay");
    }

    private static float[] uniform(int length, RandomStream random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }
}

package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The three regimes of a continuous Hopfield network: the mean of all patterns, of similar ones, one. */
class ModernHopfieldTest {

    /** Layer-normalised these are (1, -1) and (-1, 1); class 2 has no example. */
    private static final float[] TWO = {1, 0, 0, 3};

    private static float[] scores(ModernHopfield head, float... embedding) {
        Moments moments = Learning.moments(head, 3, 2, TWO, 0, 1);
        return Learning.scores(head, head.solve(moments), 2, embedding);
    }

    @Test
    void oneUpdateIsTheMeanOfThePatternsByTheirSoftmax() {
        // (3, 1) becomes (1, -1), whose products are 2 and -2: weights 1 / (1 + e^-2) and the rest, difference tanh(1).
        float once = (float) Math.tanh(1);
        assertThat(scores(new ModernHopfield(0.5, 1), 3, 1))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(once, -once, Float.NEGATIVE_INFINITY);
        float twice = (float) Math.tanh(once);
        assertThat(scores(new ModernHopfield(0.5, 2), 3, 1))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(twice, -twice, Float.NEGATIVE_INFINITY);
        assertThat(scores(new ModernHopfield(0.5, 0), 3, 1)).containsExactly(1, -1, Float.NEGATIVE_INFINITY);
    }

    @Test
    void zeroIsThePapersTemperature() {
        assertThat(scores(new ModernHopfield(0, 1), 3, 1))
                .isEqualTo(scores(new ModernHopfield(1 / Math.sqrt(2), 1), 3, 1));
    }

    @Test
    void anEmbeddingWithoutSpreadIsNobodys() {
        assertThat(scores(new ModernHopfield(1, 1), 4, 4)).containsExactly(0, 0, Float.NEGATIVE_INFINITY);
        float[] alike = {0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f};
        RetrievalRule.normalise(alike, 0, 7);
        assertThat(alike).containsOnly(0);
    }

    /**
     * Two pairs of patterns at right angles, those of a pair with a product of 0.8, and what is retrieved from the first: its products with all four. By
     * hand, the share x of the first pair over the second's goes to tanh(7.2 beta x), of the first pattern over its like to tanh(1.6 beta x).
     */
    private static float[] retrieved(double beta) {
        float[] patterns = new float[4 * 16];
        for (int i = 0; i < patterns.length; i++) {
            int pair = i / 32;
            double common = Math.sqrt(0.9) * wave(4 * pair + 1, i % 16);
            double own = Math.sqrt(0.1) * wave(4 * pair + 2, i % 16);
            patterns[i] = (float) (i / 16 % 2 == 0 ? common + own : common - own);
        }
        ModernHopfield head = new ModernHopfield(beta, 50);
        float[] scores = Learning.scores(
                head, head.solve(Learning.moments(head, 4, 16, patterns, 0, 1, 2, 3)), 16, Arrays.copyOf(patterns, 16));
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= (float) (16 * beta);
        }
        return scores;
    }

    /** Different waves are at right angles. */
    private static int wave(int number, int at) {
        return Integer.bitCount(number & at) % 2 == 0 ? 1 : -1;
    }

    @Test
    void aLargeBetaRetrievesOnePatternAMiddlingOneThatOfItsLikesASmallOneThatOfAll() {
        assertThat(retrieved(2)).usingComparatorWithPrecision(2e-3f).containsExactly(1f, 0.8f, 0f, 0f);
        assertThat(retrieved(0.5)).usingComparatorWithPrecision(2e-3f).containsExactly(0.9f, 0.9f, 0f, 0f);
        assertThat(retrieved(0.01)).usingComparatorWithPrecision(2e-3f).containsExactly(0.45f, 0.45f, 0.45f, 0.45f);
    }

    @Test
    void settingsOutOfRangeAreTheUsersMistake() {
        assertThatThrownBy(() -> new ModernHopfield(-1, 1)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> new ModernHopfield(1, -1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("steps must be >= 0 but was -1");
    }
}

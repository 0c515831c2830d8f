package dev.kindling.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.random.RandomStream;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {

    @Test
    void lossAndGradientAreTheOnesWorkedByHand() {
        // Probabilities (1/2, 1/4, 1/4) and (1/10, 1/10, 8/10).
        float ln2 = (float) Math.log(2);
        float ln8 = (float) Math.log(8);
        float[] delta = new float[6];
        double loss = SoftmaxCrossEntropy.lossAndDelta(new float[] {ln2, 0, 0, 1, 1, 1 + ln8}, labels(0, 1), 3, delta);
        assertThat(loss).isCloseTo(Math.log(2) + Math.log(10), within(1e-6));
        float[] expected = {-0.25f, 0.125f, 0.125f, 0.05f, -0.45f, 0.4f};
        assertThat(delta).containsExactly(expected, within(1e-6f));
    }

    @Test
    void hugeLogitsNeitherOverflowNorVanish() {
        float[] delta = new float[6];
        double loss = SoftmaxCrossEntropy.lossAndDelta(
                new float[] {3e38f, -3e38f, 0, -1e8f, -1e8f, -1e8f}, labels(0, 2), 3, delta);
        assertThat(loss).isCloseTo(Math.log(3), within(1e-6));
        assertThat(delta).containsExactly(new float[] {0, 0, 0, 1 / 6f, 1 / 6f, -1 / 3f}, within(1e-6f));
        assertThat(SoftmaxCrossEntropy.lossAndDelta(new float[] {3e38f, -3e38f, 0}, labels(1), 3, delta))
                .isCloseTo(6e38, within(1e33));
    }

    @Test
    void logitsThatAreNotFiniteGiveALossThatIsNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            double loss = SoftmaxCrossEntropy.lossAndDelta(new float[] {0, bad, 0}, labels(0), 3, new float[3]);
            assertThat(Double.isFinite(loss)).isFalse();
        }
    }

    @Test
    void everyRowsGradientSumsToZero() {
        int rows = 50;
        int classes = 10;
        RandomStream random = RandomStream.of(1, "logits");
        float[] logits = new float[rows * classes];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (10 * random.nextGaussian());
        }
        int[] labels = new int[rows];
        java.util.Arrays.setAll(labels, i -> i % classes);
        float[] delta = new float[logits.length];
        SoftmaxCrossEntropy.lossAndDelta(logits, labels(labels), classes, delta);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += delta[row * classes + c];
            }
            assertThat(sum).isCloseTo(0, within(1e-7 / 5));
            assertThat(delta[row * classes + labels[row]]).isNotPositive();
        }
    }

    private static Batch labels(int... labels) {
        return HandMade.batch(HandMade.examples(new float[labels.length][1], labels));
    }
}

package dev.kindling.learn.softhebb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Sgd;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftHebbTest {

    private static final Problem IMAGES = new Problem(new Shape(2, 6, 6), 3);
    private static final SoftHebb SMALL = new SoftHebb(List.of(4, 5), 3, 1, true, 0.1);

    @Test
    void theStepIsTheOneWorkedByHand() {
        // Two channels at one place: u = (1, 0), y = softmax(u) = (p, 1 - p), and the loser's sign turned around.
        double p = 1 / (1 + Math.exp(-1));
        for (boolean turned : new boolean[] {false, true}) {
            Competition competition =
                    new Competition(new SoftHebb(List.of(2), 1, 1, turned, 1), 2, 4, 1, new GradientSum(4));
            float[] deltas = competition.compete(new float[] {1, 0}, 1);
            assertThat((double) deltas[0]).isCloseTo(-p, within(1e-6));
            assertThat((double) deltas[1]).isCloseTo(turned ? 1 - p : p - 1, within(1e-6));
            // Inputs (2, 1), weights [in, out] with rows (0.5, 0) and (0, 0): the way back hands over x times deltas.
            float[] handed = {2 * deltas[0], 2 * deltas[1], deltas[0], deltas[1]};
            GradientSum sum = new GradientSum(4);
            Competition again = new Competition(new SoftHebb(List.of(2), 1, 1, turned, 1), 2, 4, 1, sum);
            again.compete(new float[] {1, 0}, 1);
            again.vector(new float[] {0.5f, 0, 0, 0}, 0, handed, 4);
            // -(y x - y u w): -2p + 0.5p, the largest entry, -2(1 - p), -p, -(1 - p).
            double other = turned ? 1 - p : p - 1;
            double[] expected = {-1.5 * p, 2 * other, -p, other};
            for (int i = 0; i < 4; i++) {
                assertThat((double) sum.gradient()[i]).isCloseTo(expected[i] / (1.5 * p), within(1e-5));
            }
        }
    }

    /** With one channel y is 1, and 0 = mean x - mean u w wants w along the mean and of length 1. */
    @Test
    void aSingleChannelBecomesTheDirectionOfTheMeanInput() {
        SoftHebb single = new SoftHebb(List.of(1), 1, 1, true, 0.01);
        RandomStream random = RandomStream.of(3, "inputs");
        UpdateRule sgd = Sgd.of(1).start(2);
        sgd.beginStep(1);
        Competition competition = new Competition(single, 1, 2, 50, sgd);
        float[] weights = {0.3f, -0.2f};
        for (int step = 0; step < 600; step++) {
            float[] activities = new float[50];
            float[] handed = new float[2];
            for (int i = 0; i < 50; i++) {
                float x = (float) (3 + random.nextGaussian());
                float y = (float) (4 + random.nextGaussian());
                activities[i] = weights[0] * x + weights[1] * y;
                handed[0] -= x / 50;
                handed[1] -= y / 50;
            }
            competition.compete(activities, 50);
            competition.vector(weights, 0, handed, 2);
        }
        assertThat((double) weights[0]).isCloseTo(0.6, within(0.04));
        assertThat((double) weights[1]).isCloseTo(0.8, within(0.04));
    }

    @Test
    void convolutionsLearnWithoutLabels() {
        float[] start = Slopes.point(SMALL, IMAGES, 3);
        Batch batch = Slopes.batch(IMAGES, 8, 1);
        float[] values = Arrays.copyOf(batch.inputs(), 8 * IMAGES.input().size());
        Batch others = HandMade.batch(
                new Examples(new FloatFeatures(8, IMAGES.input().size(), values), new int[] {2, 2, 1, 1, 0, 0, 0, 1}));
        float[] one = Slopes.gradient(SMALL, IMAGES, start, batch);
        float[] other = Slopes.gradient(SMALL, IMAGES, start, others);
        for (Layout.Tensor tensor : SMALL.layout(IMAGES).tensors()) {
            float[] ofOne = Arrays.copyOfRange(one, tensor.offset(), tensor.offset() + tensor.size());
            float[] ofOther = Arrays.copyOfRange(other, tensor.offset(), tensor.offset() + tensor.size());
            if (tensor.name().startsWith("classifier.") && !tensor.name().contains("before")) {
                assertThat(ofOne).as(tensor.name()).isNotEqualTo(ofOther);
            } else {
                assertThat(ofOne).as(tensor.name()).containsExactly(ofOther);
            }
            if (tensor.name().contains("convolution")) {
                float largest = 0;
                for (float value : ofOne) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(largest).as(tensor.name()).isCloseTo(0.1f, within(1e-6f));
            }
        }
    }

    @Test
    void theGradientOfTheClassifierIsTheSlopeOfItsLoss() {
        Slopes.require(SMALL, IMAGES, Slopes.batch(IMAGES, 8, 1), tensor -> tensor.name()
                .matches("classifier\\.(weight|bias)"));
    }

    /** Stripes that lie or stand, anywhere and of any phase: pixels alone tell nothing, and filters that found them tell more than drawn ones. */
    @Test
    void itFindsStripes() {
        double found = lossOfStripes(0.1);
        double drawn = lossOfStripes(1e-12);
        assertThat(found).isLessThan(0.1);
        assertThat(drawn).isGreaterThan(1.5 * found);
    }

    /** Of the last ten steps of classifier and filters, mean of three starts. */
    private static double lossOfStripes(double hebbianRate) {
        Problem stripes = new Problem(new Shape(1, 8, 8), 2);
        SoftHebb learner = new SoftHebb(List.of(4), 3, 0.5, true, hebbianRate);
        double last = 0;
        for (int start = 0; start < 3; start++) {
            RandomStream random = RandomStream.of(9, "stripes", start);
            float[] parameters = new float[learner.layout(stripes).size()];
            learner.initialise(stripes, parameters, random);
            Trainer trainer = learner.trainer(stripes, 20, Sgd.of(0.1).start(parameters.length));
            for (int step = 0; step < 100; step++) {
                double loss = trainer.step(parameters, stripes(random, 20), 1, random) / 20;
                last += step < 90 ? 0 : loss / 30;
            }
        }
        return last;
    }

    private static Batch stripes(RandomStream random, int rows) {
        float[] values = new float[rows * 64];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 2;
            int phase = (int) (4 * random.nextFloat());
            for (int i = 0; i < 64; i++) {
                int along = labels[row] == 0 ? i / 8 : i % 8;
                values[row * 64 + i] = ((along + phase) / 2) % 2 + 0.2f * (float) random.nextGaussian();
            }
        }
        return HandMade.batch(new Examples(new FloatFeatures(rows, 64, values), labels));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SoftHebb(List.of(), 5, 1, true, 0.1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("channels");
        assertThatThrownBy(() -> new SoftHebb(List.of(3), 4, 1, true, 0.1)).hasMessageContaining("kernel");
        assertThatThrownBy(() -> new SoftHebb(List.of(3), 5, 0, true, 0.1)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> new SoftHebb(List.of(3), 5, 1, true, 0)).hasMessageContaining("hebbian-rate");
    }
}

package dev.kindling.learn.bidirectional;

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
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class BidirectionalTest {

    private static final Problem SMALL = new Problem(new Shape(1, 2, 3), 3);
    private static final Bidirectional LEARNER = new Bidirectional(List.of(5, 4), 0.5);

    private static Batch images(int rows) {
        RandomStream random = RandomStream.of(4, "images");
        float[] values = new float[rows * 6];
        int[] labels = new int[rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 3;
        }
        return HandMade.batch(new Examples(new FloatFeatures(rows, 6, values), labels));
    }

    @Test
    void theGradientIsTheSlopeOfBothLosses() {
        Slopes.require(LEARNER, SMALL, images(8), tensor -> true);
    }

    @Test
    void theLossIsTheOneWorkedByHand() {
        // One pixel, two classes, no hidden layer: the drawing of class c is sigmoid(w_c + bias).
        Problem pixel = new Problem(new Shape(1, 1, 1), 2);
        Bidirectional learner = new Bidirectional(List.of(), 1);
        float[] parameters = new float[learner.layout(pixel).size()];
        set(learner.layout(pixel), parameters, "layer0.weight", 0.5f, -1);
        set(learner.layout(pixel), parameters, "layer0.drawing-bias", 0.25f);
        Batch batch = HandMade.batch(new Examples(new FloatFeatures(2, 1, new float[] {1, 0.5f}), new int[] {0, 1}));
        double loss = learner.trainer(pixel, 2, new GradientSum(parameters.length))
                .step(parameters, batch, 1, RandomStream.of(1, "unused"));
        double up = Math.log(1 + Math.exp(-1.5)) + Math.log(1 + Math.exp(0.75));
        double down = -Math.log(sigmoid(0.75)) - 0.5 * Math.log(sigmoid(-0.75)) - 0.5 * Math.log(1 - sigmoid(-0.75));
        assertThat(loss).isCloseTo(up + down, within(1e-6));
        float[] drawn = learner.drawings(pixel, parameters);
        assertThat((double) drawn[0]).isCloseTo(sigmoid(0.75), within(1e-6));
        assertThat((double) drawn[1]).isCloseTo(sigmoid(-0.75), within(1e-6));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void set(Layout layout, float[] parameters, String name, float... values) {
        Layout.Tensor tensor = layout.tensors().stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();
        System.arraycopy(values, 0, parameters, tensor.offset(), tensor.size());
    }

    /** Without the generator it is the perceptron that is there already. */
    @Test
    void withoutWeightTheGradientIsThatOfBackpropagation() {
        Bidirectional alone = new Bidirectional(List.of(5, 4), 0);
        Backprop backprop = new Backprop(List.of(5, 4), Activation.SIGMOID);
        float[] parameters = Slopes.point(alone, SMALL, 3);
        float[] same = new float[backprop.layout(SMALL).size()];
        List<Layout.Tensor> shared = alone.layout(SMALL).tensors().stream()
                .filter(tensor -> !tensor.name().endsWith("drawing-bias"))
                .toList();
        List<Layout.Tensor> plain = backprop.layout(SMALL).tensors();
        for (int t = 0; t < plain.size(); t++) {
            System.arraycopy(
                    parameters,
                    shared.get(t).offset(),
                    same,
                    plain.get(t).offset(),
                    plain.get(t).size());
        }
        float[] found = Slopes.gradient(alone, SMALL, parameters, images(8));
        float[] expected = Slopes.gradient(backprop, SMALL, same, images(8));
        for (int t = 0; t < plain.size(); t++) {
            for (int i = 0; i < plain.get(t).size(); i++) {
                assertThat(found[shared.get(t).offset() + i])
                        .isEqualTo(expected[plain.get(t).offset() + i]);
            }
        }
    }

    @Test
    void itTellsClassesApartAndDrawsTheirMeans() {
        RandomStream random = RandomStream.of(2, "classes");
        float[] means = {
            0.9f, 0.1f, 0.9f, 0.1f, 0.5f, 0.5f, 0.1f, 0.9f, 0.9f, 0.1f, 0.5f, 0.5f, 0.1f, 0.1f, 0.1f, 0.9f, 0.5f, 0.5f
        };
        float[] values = new float[300 * 6];
        int[] labels = new int[300];
        for (int row = 0; row < 300; row++) {
            labels[row] = row % 3;
            for (int i = 0; i < 6; i++) {
                float noisy = means[labels[row] * 6 + i] + 0.1f * (float) random.nextGaussian();
                values[row * 6 + i] = Math.max(0, Math.min(1, noisy));
            }
        }
        Examples examples = new Examples(new FloatFeatures(300, 6, values), labels);
        Bidirectional learner = new Bidirectional(List.of(12), 1);
        float[] parameters = new float[learner.layout(SMALL).size()];
        learner.initialise(SMALL, parameters, random);
        Trainer trainer = learner.trainer(SMALL, 30, Adam.of(0.02).start(parameters.length));
        Batch batch = new Batch(30, 6);
        for (int step = 0; step < 600; step++) {
            int from = step % 10 * 30;
            batch.fill(examples, from, from + 30);
            trainer.step(parameters, batch, 1, random);
        }
        float[] drawn = learner.drawings(SMALL, parameters);
        for (int i = 0; i < means.length; i++) {
            assertThat((double) drawn[i]).as("value " + i).isCloseTo(means[i], within(0.1));
        }
        float[] scores = new float[90];
        learner.classifier(SMALL, 30).scores(parameters, batch, scores);
        for (int row = 0; row < 30; row++) {
            for (int c = 0; c < 3; c++) {
                assertThat(scores[row * 3 + batch.label(row)]).isGreaterThanOrEqualTo(scores[row * 3 + c]);
            }
        }
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        Trainer trainer =
                LEARNER.trainer(SMALL, 3, new GradientSum(LEARNER.layout(SMALL).size()));
        float[] parameters = Slopes.point(LEARNER, SMALL, 3);
        assertThatThrownBy(() -> trainer.step(parameters, Slopes.batch(SMALL, 3, 1), 1, RandomStream.of(1, "unused")))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("values in [0, 1]");
        assertThatThrownBy(() -> new Bidirectional(List.of(0), 1)).hasMessageContaining("hidden");
        assertThatThrownBy(() -> new Bidirectional(List.of(3), -1)).hasMessageContaining("weight");
    }
}

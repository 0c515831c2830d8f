package dev.kindling.learn.countercurrent;

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
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterCurrentTest {

    private static final Problem SMALL = new Problem(new Shape(1, 3, 3), 3);
    private static final CounterCurrent FREE = new CounterCurrent(List.of(7, 5), 0.02, 0);

    /** Layer l's loss by what its block holds, W_l and V_(l+1): what lies below and above is a constant to it. */
    @Test
    void theGradientOfEachPairIsTheSlopeOfItsOwnLoss() {
        float[] parameters = Slopes.point(FREE, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, 8, 1);
        float[] gradient = Slopes.gradient(FREE, SMALL, parameters, batch);
        CurrentsTrainer trainer = (CurrentsTrainer) FREE.trainer(SMALL, 8, new GradientSum(parameters.length));
        assertThat(FREE.layout(SMALL).blocks()).isEqualTo(4);
        for (Layout.Tensor tensor : FREE.layout(SMALL).tensors()) {
            double largest = 0;
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                double slope = (loss(trainer, parameters, i, 2e-3f, batch, tensor.block())
                                - loss(trainer, parameters, i, -2e-3f, batch, tensor.block()))
                        / 4e-3;
                assertThat((double) gradient[i])
                        .as(tensor.name() + "[" + (i - tensor.offset()) + "]")
                        .isCloseTo(slope, within(1e-3 + 0.01 * Math.abs(slope)));
                largest = Math.max(largest, Math.abs(slope));
            }
            assertThat(largest).as(tensor.name()).isGreaterThan(0.02);
        }
    }

    private static double loss(
            CurrentsTrainer trainer, float[] parameters, int index, float by, Batch batch, int layer) {
        float[] moved = parameters.clone();
        moved[index] += by;
        trainer.step(moved, batch, 1, RandomStream.of(1, "unused"));
        return trainer.losses()[layer];
    }

    @Test
    void lossesAreThoseWorkedByHand() {
        // One image x = (2, -1) of class 1 of two; one hidden layer of two.
        Problem two = new Problem(new Shape(1, 1, 2), 2);
        CounterCurrent learner = new CounterCurrent(List.of(2), 0.5, 0);
        Layout layout = learner.layout(two);
        float[] parameters = new float[layout.size()];
        set(parameters, layout, "forward1.weight", 1, 0, 0, 1);
        set(parameters, layout, "forward2.weight", 0, 0, 0, 0);
        set(parameters, layout, "feedback2.weight", 1, 0, 0, -2);
        set(parameters, layout, "feedback1.weight", 1, 1, 0, 1);
        CurrentsTrainer trainer = (CurrentsTrainer) learner.trainer(two, 1, new GradientSum(parameters.length));
        Batch batch = HandMade.batch(new Examples(new FloatFeatures(1, 2, new float[] {2, -1}), new int[] {1}));
        double sum = trainer.step(parameters, batch, 1, RandomStream.of(1, "unused"));
        // a_1 = (2, e^-1 - 1), c_1 = ((1, 0), (0, e^-2 - 1)), c_0 = ((1, 1), (0, e^-2 - 1)); 0.5 x 256 / 2 = 64 for
        // both.
        double low = Math.exp(-1) - 1;
        double lower = Math.exp(-2) - 1;
        double input = 64 * (1 + Math.pow(-lower - 1, 2)) / 2;
        double hidden = 64 * (4 + Math.pow(low * lower - 1, 2)) / 2;
        assertThat(trainer.losses()[0]).isCloseTo(input, within(1e-4));
        assertThat(trainer.losses()[1]).isCloseTo(hidden, within(1e-4));
        assertThat(trainer.losses()[2]).isCloseTo(Math.log(2), within(1e-6));
        assertThat(sum).isCloseTo(input + hidden + Math.log(2), within(1e-3));
    }

    private static void set(float[] parameters, Layout layout, String name, float... values) {
        System.arraycopy(values, 0, parameters, layout.tensor(name).offset(), values.length);
    }

    @Test
    void eachNetworksGradientIsCutToTheNormAsAWhole() {
        float[] parameters = Slopes.point(FREE, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, 8, 1);
        float[] free = Slopes.gradient(FREE, SMALL, parameters, batch);
        float[] cut = Slopes.gradient(new CounterCurrent(List.of(7, 5), 0.02, 0.1), SMALL, parameters, batch);
        for (String network : List.of("forward", "feedback")) {
            double whole = 0;
            double shortened = 0;
            for (Layout.Tensor tensor : FREE.layout(SMALL).tensors()) {
                for (int i = tensor.offset();
                        tensor.name().startsWith(network) && i < tensor.offset() + tensor.size();
                        i++) {
                    whole += free[i] * free[i];
                    shortened += cut[i] * cut[i];
                }
            }
            assertThat(Math.sqrt(whole)).isGreaterThan(0.2);
            assertThat(Math.sqrt(shortened)).isCloseTo(0.1, within(1e-4));
        }
        float[] loose = Slopes.gradient(new CounterCurrent(List.of(7, 5), 0.02, 1e6), SMALL, parameters, batch);
        assertThat(loose).isEqualTo(free);
    }

    @Test
    void scoresOfAnImageDoNotDependOnItsBatch() {
        float[] parameters = Slopes.point(FREE, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, 5, 1);
        float[] all = new float[15];
        FREE.classifier(SMALL, 5).scores(parameters, batch, all);
        Batch one = new Batch(1, 9);
        one.fill(Slopes.batch(SMALL, 1, 2));
        System.arraycopy(batch.inputs(), 3 * 9, one.inputs(), 0, 9);
        float[] alone = new float[3];
        FREE.classifier(SMALL, 1).scores(parameters, one, alone);
        assertThat(alone).isEqualTo(Arrays.copyOfRange(all, 9, 12));
    }

    @Test
    void aStepAllocatesNothingOnceWarm() {
        float[] parameters = Slopes.point(FREE, SMALL, 3);
        Trainer trainer = new CounterCurrent(List.of(7, 5), 0.02, 1)
                .trainer(SMALL, 32, Sgd.of(0.01).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new CounterCurrent(List.of(), 0.5, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("hidden must be one size >= 1 or more but was []");
        assertThatThrownBy(() -> new CounterCurrent(List.of(4), 0, 1))
                .hasMessage("strength must be in (0, infinity) but was 0.0");
    }
}

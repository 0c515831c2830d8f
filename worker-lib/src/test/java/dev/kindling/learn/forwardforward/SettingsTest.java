package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final ForwardForward defaults = ForwardForward.defaults();

    @Test
    void aSettingOutOfRangeIsNamed() {
        assertThatThrownBy(() -> Toy.settings(List.of(), Loss.SYMBA, Goodness.SUM, Normalisation.RMS))
                .isInstanceOf(UserMistake.class)
                .hasMessage("hidden must be one width >= 1 or more but was []");
        assertThatThrownBy(() -> Toy.with(defaults, Negatives.RANDOM, Prediction.GOODNESS, -1))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("peer-normalisation must be in [0, infinity)");
    }

    @Test
    void hybridNegativesNeedTheSoftmaxReadOut() {
        assertThatThrownBy(() -> Toy.with(defaults, Negatives.HYBRID, Prediction.GOODNESS, 0))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("prediction must be softmax");
    }

    @Test
    void anInputTooSmallForTheLabelIsRefused() {
        assertThatThrownBy(() -> defaults.layout(new Problem(Shape.flat(9), 10)))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at least one feature a class, 10");
    }

    @Test
    void everyLayerIsABlockAndTheHeadIsTheLast() {
        ForwardForward learner = Toy.with(defaults, Negatives.HARD, Prediction.GOODNESS, 0.03);
        Problem problem = new Problem(Shape.flat(784), 10);
        Layout layout = learner.layout(problem);

        assertThat(layout.tensors().stream().map(tensor -> tensor.block() + " " + tensor.name()))
                .containsExactly(
                        "0 hidden.0.weight",
                        "0 hidden.0.bias",
                        "0 hidden.0.peers",
                        "1 hidden.1.weight",
                        "1 hidden.1.bias",
                        "1 hidden.1.peers",
                        "2 head.weight",
                        "2 head.bias");
        assertThat(layout.tensor("head.weight").shape()).containsExactly(500, 10);
        float[] parameters = new float[layout.size()];
        learner.initialise(problem, parameters, RandomStream.of(1, "start"));
        assertThat(parameters[layout.tensor("hidden.1.peers").offset()]).isEqualTo(0.5f);
    }
}

package dev.kindling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.GraphLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.localloss.GroupGoodness;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.network.ConvNet;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PyTorchTensorsTest {

    private static final Problem PROBLEM = new Problem(new Shape(2, 5, 7), 3);
    private static final GraphLearner CONV = new NetworkBackprop(new ConvNet(4, 1));

    @Test
    void aDenseLayersWeightsAreTurnedRound() {
        Problem problem = new Problem(Shape.flat(2), 3);
        GraphLearner learner = new Backprop(List.of());
        // y = x W + b with W = [[1, 2, 3], [4, 5, 6]] and b = [7, 8, 9].
        Parameters tensors = PyTorchTensors.of(learner.graph(problem), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertThat(named(tensors)).containsExactly("output.weight [3, 2]", "output.bias [3]");
        assertThat(tensors.values()).containsExactly(1, 4, 2, 5, 3, 6, 7, 8, 9);
    }

    @Test
    void tensorsOfConvolutionsHaveTheNamesAndShapesOfPyTorchsModules() {
        Parameters tensors = PyTorchTensors.of(CONV.graph(PROBLEM), counted());

        // 5x7 pixels become 2x3 positions of 4 channels.
        assertThat(named(tensors))
                .containsExactly(
                        "encoder.1.weight [4, 2, 3, 3]",
                        "encoder.2.weight [4]",
                        "encoder.2.bias [4]",
                        "encoder.2.running_mean [4]",
                        "encoder.2.running_var [4]",
                        "head.weight [3, 24]",
                        "head.bias [3]");
        // Value (o, i, y, x) of a kernel lies at ((y * 3 + x) * 2 + i) * 4 + o.
        assertThat(tensors.values()[((3 * 2 + 1) * 3 + 2) * 3 + 1]).isEqualTo(((2 * 3 + 1) * 2 + 1) * 4 + 3);
        // Input (c, y, x) of the head is input (y * 3 + x) * 4 + c of the model's own.
        int head = tensors.layout().tensor("head.weight").offset();
        int own = CONV.layout(PROBLEM).tensor("head.weight").offset();
        assertThat(tensors.values()[head + 2 * 24 + (3 * 2 + 1) * 3 + 2]).isEqualTo(own + ((3 + 2) * 4 + 3) * 3 + 2);
    }

    @Test
    void theRunningVarianceIsTheMeanSquareLessTheSquareOfTheMean() {
        Layout layout = CONV.layout(PROBLEM);
        float[] model = new float[layout.size()];
        model[layout.tensor("encoder.2.running-mean").offset() + 1] = 3;
        model[layout.tensor("encoder.2.running-mean-square").offset() + 1] = 9.25f;
        model[layout.tensor("encoder.2.running-mean-square").offset() + 2] = -0.5f;

        Parameters tensors = PyTorchTensors.of(CONV.graph(PROBLEM), model);

        int variance = tensors.layout().tensor("encoder.2.running_var").offset();
        assertThat(tensors.values()[variance + 1]).isEqualTo(0.25f);
        assertThat(tensors.values()[variance + 2]).isZero();
    }

    @Test
    void whatWasTakenOutGoesInAgainInAnyOrder() {
        float[] model = counted();
        for (int i = 0; i < model.length; i++) {
            model[i] = 1 + 1f / (1 + i);
        }
        int square =
                CONV.layout(PROBLEM).tensor("encoder.2.running-mean-square").offset();
        java.util.Arrays.fill(model, square, square + 4, 5.3f);
        Parameters tensors = PyTorchTensors.of(CONV.graph(PROBLEM), model);
        float[] again = new float[model.length];

        PyTorchTensors.into(reversed(tensors), CONV.graph(PROBLEM), again, "m.safetensors");

        for (int i = 0; i < model.length; i++) {
            assertThat(again[i]).isCloseTo(model[i], within(Math.ulp(model[i])));
        }
    }

    @Test
    void theFirstTensorThatDoesNotFitIsNamedWithBothShapes() {
        Parameters tensors = PyTorchTensors.of(CONV.graph(PROBLEM), counted());
        GraphLearner wider = new NetworkBackprop(new ConvNet(5, 1));
        GraphLearner deeper = new NetworkBackprop(new ConvNet(4, 2));
        assertRefused(
                tensors, wider, "tensor encoder.1.weight: expected shape [5, 2, 3, 3], found [4, 2, 3, 3], in f;");
        assertRefused(
                tensors, deeper, "tensor encoder.4.weight: expected shape [4, 4, 3, 3], found no such tensor, in f;");
        Parameters deep = PyTorchTensors.of(
                deeper.graph(PROBLEM), new float[deeper.layout(PROBLEM).size()]);
        float[] values = new float[deep.size()];
        Layout.Builder more = Layout.builder();
        tensors.layout()
                .tensors()
                .forEach(tensor -> more.add(tensor.name(), tensor.shape().toArray(Integer[]::new)));
        more.add("more", 2);
        assertRefused(
                new Parameters(more.build(), java.util.Arrays.copyOf(values, tensors.size() + 2)),
                CONV,
                "tensor more: expected none of this name, found [2], in f;");
    }

    @Test
    void aLossWhoseScoresNobodyElseComputesIsRefused() {
        GraphLearner learner = new LocalLossLearner(new ConvNet(6, 1), GroupGoodness.defaults(), Prediction.LAST_BLOCK);
        assertThatThrownBy(() -> learner.graph(PROBLEM))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("learner.loss: expected cross-entropy, predsim, mono-forward or with-classifier");
    }

    private static void assertRefused(Parameters tensors, GraphLearner learner, String message) {
        float[] model = new float[learner.layout(PROBLEM).size()];
        assertThatThrownBy(() -> PyTorchTensors.into(tensors, learner.graph(PROBLEM), model, "f"))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(message);
    }

    /** Each value is where it lies. */
    private static float[] counted() {
        float[] values = new float[CONV.layout(PROBLEM).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    private static List<String> named(Parameters tensors) {
        return tensors.layout().tensors().stream()
                .map(tensor -> tensor.name() + " " + tensor.shape())
                .toList();
    }

    private static Parameters reversed(Parameters tensors) {
        Layout.Builder layout = Layout.builder();
        List<Layout.Tensor> own = tensors.layout().tensors();
        float[] values = new float[tensors.size()];
        for (int t = own.size() - 1; t >= 0; t--) {
            int to = layout.add(own.get(t).name(), own.get(t).shape().toArray(Integer[]::new));
            System.arraycopy(
                    tensors.values(),
                    own.get(t).offset(),
                    values,
                    to,
                    own.get(t).size());
        }
        return new Parameters(layout.build(), values);
    }
}

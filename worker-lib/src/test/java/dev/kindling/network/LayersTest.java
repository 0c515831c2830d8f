package dev.kindling.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Activation;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {

    private static final RandomStream UNUSED = RandomStream.of(1, "unused");

    @Test
    void aConvolutionIsTheSumWorkedByHand() {
        // 1 2 3
        // 4 5 6   by   1 2   and a bias of 10: 1 + 4 + 12 + 20 + 10 and so on.
        // 7 8 9        3 4
        Placed conv = new Placed(new Shape(1, 3, 3), new Conv2d(1, 2, 1, 0, true));
        float[] parameters = {1, 2, 3, 4, 10};
        float[] outputs = conv.layer.open(1).infer(parameters, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1);
        assertThat(Arrays.copyOf(outputs, 4)).containsExactly(47, 57, 77, 87);
    }

    @Test
    void paddingIsZerosAndStrideSkips() {
        Placed conv = new Placed(new Shape(1, 3, 3), new Conv2d(1, 3, 2, 1, false));
        float[] ones = new float[9];
        Arrays.fill(ones, 1);
        float[] outputs = conv.layer.open(1).infer(ones, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1);
        // Corners of the image see four pixels each.
        assertThat(Arrays.copyOf(outputs, 4)).containsExactly(12, 16, 24, 28);
    }

    @Test
    void conv4MakesSixtyFourValuesOf28By28PixelsAndHasTheParametersOfThePaperButForItsIdleBiases() {
        Layout.Builder layout = Layout.builder();
        Network network = Network.of(new Shape(1, 28, 28), ConvNet.conv4().layers(), layout, "encoder.");
        assertThat(network.output()).isEqualTo(new Shape(64, 1, 1));
        // 111,936 learn (Snell et al. 2017), of which 256 biases are idle; 512 are running statistics.
        assertThat(layout.build().size()).isEqualTo(111_936 - 256 + 512);
    }

    @Test
    void aMaximumIsTheLargestOfItsSquareAndTheFirstOfEqualsGetsTheGradient() {
        Placed pool = new Placed(new Shape(1, 2, 4), new MaxPool(2));
        Pass pass = pool.layer.open(1);
        float[] inputs = {1, 7, 3, 3, 5, 2, 3, 3};
        assertThat(Arrays.copyOf(pass.train(new float[0], inputs, 1, UNUSED), 2))
                .containsExactly(7, 3);
        float[] deltas = new float[8];
        Arrays.fill(deltas, Float.NaN);
        pass.backward(new float[0], inputs, new float[] {10, 20}, 1, deltas, new GradientSum(0));
        assertThat(deltas).containsExactly(0, 10, 20, 0, 0, 0, 0, 0);
    }

    @Test
    void aBatchIsNormalisedByItsOwnMeanAndVarianceAndTheRunningOnesMoveByTheMomentum() {
        Placed norm = new Placed(new Shape(1, 1, 2), new BatchNorm(0.25, 1e-12, false));
        float[] parameters = {2, 1, 0, 1};
        // Mean 3, variance 5, mean square 14.
        float[] outputs = norm.layer.open(2).train(parameters, new float[] {0, 2, 4, 6, 0, 0}, 2, UNUSED);
        float unit = (float) (2 / Math.sqrt(5));
        assertThat(Arrays.copyOf(outputs, 4))
                .containsExactly(new float[] {1 - 3 * unit, 1 - unit, 1 + unit, 1 + 3 * unit}, Offset.offset(1e-6f));
        assertThat(parameters).containsExactly(2, 1, 0.75f, 4.25f);
    }

    @Test
    void theMeanOfTwoModelsStatisticsIsThatOfTheirDataTogether() {
        Placed norm = new Placed(new Shape(1, 1, 2), new BatchNorm(1, 1e-12, false));
        float[] one = {1, 0, 0, 0};
        float[] other = {1, 0, 0, 0};
        float[] both = {1, 0, 0, 0};
        norm.layer.open(2).train(one, new float[] {0, 2, 4, 6, 0, 0}, 2, UNUSED);
        norm.layer.open(2).train(other, new float[] {10, 10, 10, 14, 0, 0}, 2, UNUSED);
        norm.layer.open(4).train(both, new float[] {0, 2, 4, 6, 10, 10, 10, 14, 0, 0}, 4, UNUSED);
        // Averaged variances would give 4 instead of 20.
        assertThat((one[2] + other[2]) / 2).isEqualTo(both[2]).isEqualTo(7);
        assertThat((one[3] + other[3]) / 2).isEqualTo(both[3]);
        assertThat(both[3] - both[2] * both[2]).isEqualTo(20);
    }

    @Test
    void aResizedPixelIsTheMixtureAroundItsMiddle() {
        Placed wider = new Placed(new Shape(1, 1, 2), new ResizeTo(1, 4));
        float[] outputs = wider.layer.open(1).infer(new float[0], new float[] {0, 8}, 1);
        assertThat(Arrays.copyOf(outputs, 4)).containsExactly(0, 2, 6, 8);
        Placed lower = new Placed(new Shape(1, 4, 1), new ResizeTo(2, 1));
        outputs = lower.layer.open(1).infer(new float[0], new float[] {0, 2, 4, 8}, 1);
        assertThat(Arrays.copyOf(outputs, 2)).containsExactly(1, 6);
    }

    @Test
    void meansOfCellsAreThoseWorkedByHand() {
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Placed two = new Placed(new Shape(1, 3, 3), new AverageTo(2));
        // Cells of 1 and 2 rows, 1 and 2 columns.
        assertThat(Arrays.copyOf(two.layer.open(1).infer(new float[0], image, 1), 4))
                .containsExactly(1, 2.5f, 5.5f, 7);
        Placed one = new Placed(new Shape(1, 3, 3), new AverageTo(1));
        assertThat(one.layer.open(1).infer(new float[0], image, 1)[0]).isCloseTo(5, Offset.offset(1e-6f));
        Placed square = new Placed(new Shape(1, 3, 3), new AveragePool(2));
        assertThat(square.layer.output()).isEqualTo(new Shape(1, 1, 1));
        assertThat(square.layer.open(1).infer(new float[0], image, 1)[0]).isEqualTo(3);
    }

    @Test
    void anExampleIsNormalisedByItsOwnMeanAndVariance() {
        Placed norm = new Placed(new Shape(1, 1, 4), new LayerNorm(1e-12));
        float[] parameters = {2, 2, 2, 2, 1, 1, 1, 1};
        float[] outputs = norm.layer.open(1).train(parameters, new float[] {0, 2, 4, 6}, 1, UNUSED);
        float unit = (float) (2 / Math.sqrt(5));
        assertThat(Arrays.copyOf(outputs, 4))
                .containsExactly(new float[] {1 - 3 * unit, 1 - unit, 1 + unit, 1 + 3 * unit}, Offset.offset(1e-5f));
    }

    @Test
    void aShortcutPassesTheInputWhereTheBlockAddsNothing() {
        Placed block = new Placed(new Shape(2, 3, 3), new Residual(2, 1));
        float[] parameters = new float[1000];
        float[] image = {1, -2, 3, 4, -5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8};
        float[] outputs = block.layer.open(1).infer(parameters, image, 1);
        for (int i = 0; i < image.length; i++) {
            assertThat(outputs[i]).isEqualTo(Math.max(0, image[i]));
        }
    }

    @Test
    void resNet20HasTheParametersOfThePaperAndItsProjections() {
        Layout.Builder builder = Layout.builder();
        Network network =
                Network.of(new Shape(3, 32, 32), new ResNet(3, List.of(16, 32, 64)).layers(), builder, "encoder.");
        assertThat(network.output()).isEqualTo(new Shape(64, 1, 1));
        int learned = builder.build().tensors().stream()
                .filter(tensor -> !tensor.name().contains("running"))
                .mapToInt(Layout.Tensor::size)
                .sum();
        // 269,722 with a head of 650 (He et al. 2016: 0.27 M); two projections of 512 + 64 and 2,048 + 128.
        assertThat(learned).isEqualTo(269_722 - 650 + 576 + 2_176);
    }

    static List<Architecture> architectures() {
        return List.of(
                ConvNet.conv4(),
                DenseNetwork.defaults(),
                new DenseNetwork(List.of(300, 200), Activation.SIGMOID, DenseNetwork.Normalise.LAYER),
                new DenseNetwork(List.of(300), Activation.RELU, DenseNetwork.Normalise.BATCH),
                Vgg.defaults(),
                ResNet.defaults());
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void anImageHasTheSameBitsInWhateverBatchItComes(Architecture architecture) {
        Shape input = new Shape(1, 28, 28);
        Layout.Builder layout = Layout.builder();
        Network network = Network.of(input, architecture.layers(), layout, "encoder.");
        int width = network.output().size();
        float[] parameters = new float[layout.build().size()];
        RandomStream random = RandomStream.of(3, "bits");
        network.initialise(parameters, random);
        int rows = 23;
        float[] images = new float[Blas.lengthFor(rows, input.size())];
        for (int i = 0; i < rows * input.size(); i++) {
            images[i] = random.nextFloat();
        }
        float[] together = network.open(rows).infer(parameters, images, rows).clone();
        Pass single = network.open(1);
        for (int row = 0; row < rows; row++) {
            float[] image = Arrays.copyOfRange(images, row * 784, (row + 2) * 784);
            assertThat(Arrays.copyOf(single.infer(parameters, image, 1), width))
                    .isEqualTo(Arrays.copyOfRange(together, row * width, (row + 1) * width));
        }
    }

    @Test
    void imagesTooSmallAreRefusedInOneLine() {
        Layout.Builder layout = Layout.builder();
        List<Layer> layers = new ConvNet(2, 3).layers();
        assertThatThrownBy(() -> Network.of(new Shape(1, 7, 7), layers, layout, "encoder."))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "image before layer encoder.9: expected at least 2x2, found 1x1, in the network; give larger"
                                + " images or fewer layers that make images smaller");
        assertThatThrownBy(() -> new Conv2d(1, 3, 1, 0, false).place(new Shape(1, 2, 9), layout, "conv"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("image before layer conv: expected at least 3x3, found 2x9");
    }

    /** A layer alone in its model. */
    private static final class Placed {

        private final PlacedLayer layer;

        Placed(Shape input, Layer settings) {
            layer = settings.place(input, Layout.builder(), "layer");
        }
    }
}

package dev.kindling.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.FullyConnected.Start;
import dev.kindling.nn.Activation;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against the difference quotient of a weighted sum of the outputs. */
class GradientTest {

    private static final int ROWS = 5;

    /** Where a ReLU's or a maximum's kink lies within a step, it lies outside of a shorter one. */
    private static final float[] STEPS = {1e-3f, 4e-4f, 2e-4f};

    static Stream<Arguments> networks() {
        Shape grey = new Shape(1, 6, 5);
        Shape coloured = new Shape(3, 5, 6);
        BatchNorm plain = new BatchNorm(0.1, 1e-5, false);
        return Stream.of(
                Arguments.of("3x3 that keeps the size", coloured, List.of(Conv2d.same3(4))),
                Arguments.of("biases, no padding", grey, List.of(new Conv2d(3, 3, 1, 0, true))),
                Arguments.of("stride 2", coloured, List.of(new Conv2d(4, 3, 2, 1, true))),
                Arguments.of("1x1", coloured, List.of(new Conv2d(2, 1, 1, 0, true))),
                Arguments.of("5x5 wider than its padding", grey, List.of(new Conv2d(2, 5, 3, 2, false))),
                Arguments.of("batch normalisation", coloured, List.of(plain)),
                Arguments.of("batch normalisation and ReLU", coloured, List.of(BatchNorm.withRelu())),
                Arguments.of("maximum of 2x2 that leaves a row out", grey, List.of(new MaxPool(2))),
                Arguments.of("channels last", coloured, List.of(new ChannelsLast(), Conv2d.same3(2))),
                Arguments.of("two blocks", new Shape(2, 8, 8), new ConvNet(3, 2).layers()),
                Arguments.of("fully connected", grey, List.of(new FullyConnected(4, Start.HE, true))),
                Arguments.of("no biases", coloured, List.of(new FullyConnected(3, Start.GLOROT, false))),
                Arguments.of("ReLU", grey, List.of(new Activate(Activation.RELU))),
                Arguments.of("sigmoid", grey, List.of(new Activate(Activation.SIGMOID))),
                Arguments.of("layer normalisation", grey, List.of(LayerNorm.defaults())),
                Arguments.of("means of 2x2", coloured, List.of(new AveragePool(2))),
                Arguments.of("means over 2x2 uneven cells", coloured, List.of(new AverageTo(2))),
                Arguments.of("mean over the image", coloured, List.of(new AverageTo(1))),
                Arguments.of("larger maps", coloured, List.of(new ResizeTo(9, 11))),
                Arguments.of("higher and narrower maps", coloured, List.of(new ResizeTo(7, 2))),
                Arguments.of("identity shortcut", coloured, List.of(new Residual(3, 1))),
                Arguments.of("1x1 shortcut", coloured, List.of(new Residual(4, 1))),
                Arguments.of("shortcut of stride 2", coloured, List.of(new Residual(4, 2))),
                Arguments.of("dense, plain", grey, dense(Normalise.NONE)),
                Arguments.of("dense, layer norm", grey, dense(Normalise.LAYER)),
                Arguments.of("dense, batch norm", grey, dense(Normalise.BATCH)),
                Arguments.of("vgg", new Shape(2, 4, 4), new Vgg(List.of(3, 4), List.of(2)).layers()),
                Arguments.of("resnet", new Shape(2, 4, 4), new ResNet(1, List.of(3, 4)).layers()));
    }

    private static List<Layer> dense(Normalise normalise) {
        return new DenseNetwork(List.of(6, 4), Activation.SIGMOID, normalise).layers();
    }

    /** The gradient of each example by itself: that of a batch is their sum, and inference computes the same outputs. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void withStatisticsHeldExamplesDoNotSeeEachOther(String name, Shape input, List<Layer> layers) {
        Fixture fixture = new Fixture(input, layers).held();
        float[] inputDeltas = new float[Blas.lengthFor(ROWS, input.size())];
        float[] gradient = fixture.gradient(inputDeltas);
        for (int i = 0; i < ROWS * input.size(); i += 7) {
            requireNear("by input " + i, inputDeltas[i], fixture.quotients(fixture.inputs, i));
        }
        for (Layout.Tensor tensor : fixture.layout.tensors()) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i += 3) {
                if (!tensor.name().contains("running")) {
                    requireNear("by " + tensor.name(), gradient[i], fixture.quotients(fixture.parameters, i));
                }
            }
        }
        float[] parameters = fixture.parameters.clone();
        float[] learnt = fixture.pass
                .train(parameters, fixture.inputs, ROWS, RandomStream.of(1, "unused"))
                .clone();
        assertThat(parameters).isEqualTo(fixture.parameters);
        float[] inferred = fixture.pass.infer(parameters, fixture.inputs, ROWS);
        int length = ROWS * fixture.network.output().size();
        assertThat(Arrays.copyOf(learnt, length))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(Arrays.copyOf(inferred, length));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void gradientsByInputsAndParametersAreTheDifferenceQuotients(String name, Shape input, List<Layer> layers) {
        Fixture fixture = new Fixture(input, layers);
        float[] inputDeltas = new float[Blas.lengthFor(ROWS, input.size())];
        float[] gradient = fixture.gradient(inputDeltas);
        for (int i = 0; i < ROWS * input.size(); i += 7) {
            requireNear("by input " + i, inputDeltas[i], fixture.quotients(fixture.inputs, i));
        }
        for (Layout.Tensor tensor : fixture.layout.tensors()) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i += 3) {
                String where = "by " + tensor.name() + "[" + (i - tensor.offset()) + "]";
                requireNear(where, gradient[i], fixture.quotients(fixture.parameters, i));
            }
        }
    }

    private static void requireNear(String where, double gradient, double[] quotients) {
        assertThat(Arrays.stream(quotients))
                .as(where + " near " + gradient)
                .anyMatch(quotient -> Math.abs(quotient - gradient) <= 0.02 + 0.02 * Math.abs(gradient));
    }

    private static final class Fixture {

        private final Layout layout;
        private final Network network;
        private final float[] parameters;
        private final float[] inputs;
        private final float[] weights;
        private Pass pass;

        Fixture(Shape input, List<Layer> layers) {
            Layout.Builder builder = Layout.builder();
            network = Network.of(input, layers, builder, "layer");
            layout = builder.build();
            RandomStream random = RandomStream.of(5, "gradient-check");
            parameters = new float[layout.size()];
            network.initialise(parameters, random);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] += (float) (0.1 * random.nextGaussian());
            }
            inputs = gaussian(ROWS * input.size(), Blas.lengthFor(ROWS, input.size()), random);
            int outputs = network.output().size();
            weights = gaussian(ROWS * outputs, Blas.lengthFor(ROWS, outputs), random);
            pass = network.open(ROWS);
        }

        Fixture held() {
            pass = network.held().open(ROWS);
            for (Layout.Tensor tensor : layout.tensors()) {
                for (int i = tensor.offset();
                        tensor.name().endsWith("square") && i < tensor.offset() + tensor.size();
                        i++) {
                    parameters[i] = Math.max(0.5f, parameters[i]);
                }
            }
            return this;
        }

        private static float[] gaussian(int count, int length, RandomStream random) {
            float[] values = new float[length];
            for (int i = 0; i < count; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return values;
        }

        private float[] gradient(float[] inputDeltas) {
            GradientSum sum = new GradientSum(parameters.length);
            pass.train(parameters.clone(), inputs, ROWS, RandomStream.of(1, "unused"));
            pass.backward(parameters, inputs, weights.clone(), ROWS, inputDeltas, sum);
            return sum.gradient();
        }

        private double[] quotients(float[] values, int index) {
            float before = values[index];
            double[] quotients = new double[STEPS.length];
            for (int i = 0; i < STEPS.length; i++) {
                values[index] = before + STEPS[i];
                double above = loss();
                values[index] = before - STEPS[i];
                quotients[i] = (above - loss()) / (2.0 * STEPS[i]);
            }
            values[index] = before;
            return quotients;
        }

        private double loss() {
            float[] outputs = pass.train(parameters.clone(), inputs, ROWS, RandomStream.of(1, "unused"));
            double sum = 0;
            for (int i = 0; i < ROWS * network.output().size(); i++) {
                sum += (double) weights[i] * outputs[i];
            }
            return sum;
        }
    }
}

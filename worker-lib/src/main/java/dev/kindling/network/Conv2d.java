package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/**
 * Cross-correlation with a square kernel. Weights are {@code [kernel, kernel, in channels, out channels]} row-major.
 *
 * @param channels out channels
 * @param kernel height and width of the kernel
 * @param stride steps between outputs, in both directions
 * @param padding zeros on every side
 * @param bias whether each out channel has a bias; a batch normalisation behind the layer makes it idle
 */
public record Conv2d(int channels, int kernel, int stride, int padding, boolean bias) implements Layer {

    public Conv2d {
        UserMistake.requireRange(channels >= 1, "channels", "at least 1", channels);
        UserMistake.requireRange(kernel >= 1, "kernel", "at least 1", kernel);
        UserMistake.requireRange(stride >= 1, "stride", "at least 1", stride);
        UserMistake.requireRange(
                padding >= 0 && padding < kernel, "padding", "in [0, kernel = " + kernel + ")", padding);
    }

    /** A kernel of 3 that keeps height and width, without biases: for a batch normalisation behind it. */
    public static Conv2d same3(int channels) {
        return new Conv2d(channels, 3, 1, 1, false);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        int smallest = kernel - 2 * padding;
        if (input.height() < smallest || input.width() < smallest) {
            throw UserMistake.of(
                    "image before layer " + name,
                    "at least " + smallest + "x" + smallest,
                    input.height() + "x" + input.width(),
                    "the network",
                    "give larger images, more padding or fewer layers that make images smaller");
        }
        int weights = layout.add(name + ".weight", kernel, kernel, input.channels(), channels);
        int biases = bias ? layout.add(name + ".bias", channels) : Placed.NO_BIAS;
        return new Placed(new Window(input, this), weights, biases);
    }

    /** Which inputs an output sees. */
    record Window(Shape input, Conv2d settings) implements java.io.Serializable {

        int height() {
            return (input.height() + 2 * settings.padding - settings.kernel) / settings.stride + 1;
        }

        int width() {
            return (input.width() + 2 * settings.padding - settings.kernel) / settings.stride + 1;
        }

        /** Outputs of one image. */
        int positions() {
            return height() * width();
        }

        /** Inputs of one output. */
        int size() {
            return settings.kernel * settings.kernel * input.channels();
        }
    }

    record Placed(Window window, int weights, int biases) implements PlacedLayer {

        static final int NO_BIAS = -1;

        @Override
        public Shape output() {
            return new Shape(window.settings().channels, window.height(), window.width());
        }

        @Override
        public long multiplications() {
            return (long) window.positions() * window.size() * window.settings().channels;
        }

        /** Normal with variance 2 / inputs of an output, for what feeds a ReLU (He et al. 2015, equation 10); biases zero. */
        @Override
        public void initialise(float[] parameters, RandomStream random) {
            int channels = window.settings().channels;
            double deviation = Math.sqrt(2.0 / window.size());
            for (int i = 0; i < window.size() * channels; i++) {
                parameters[weights + i] = (float) (deviation * random.nextGaussian());
            }
            for (int i = 0; i < channels && biases != NO_BIAS; i++) {
                parameters[biases + i] = 0;
            }
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            Conv2d settings = window.settings();
            return graph.convolution(
                    before, output(), settings.kernel, settings.stride, settings.padding, weights, biases);
        }

        @Override
        public Pass open(int capacity) {
            return new ConvolutionPass(this, capacity);
        }
    }
}

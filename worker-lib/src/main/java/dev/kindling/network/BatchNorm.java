package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/**
 * Batch normalisation over each channel (Ioffe, Szegedy 2015, algorithm 1), with a ReLU behind it if asked.
 *
 * <p>What inference uses are running means of the batches' means and mean squares. They are tensors of the model that no
 * optimiser moves. Mean squares, not variances: the mean of several models' moments is the moment of what they saw
 * together, so that merging models merges their statistics rightly, which averaging variances does not.
 *
 * @param momentum share of the newest batch in the running statistics
 * @param epsilon added to the variance
 * @param relu whether outputs pass max(0, x)
 */
public record BatchNorm(double momentum, double epsilon, boolean relu) implements Layer {

    public BatchNorm {
        UserMistake.requireRange(momentum > 0 && momentum <= 1, "momentum", "in (0, 1]", momentum);
        UserMistake.requireRange(epsilon > 0 && epsilon < 1, "epsilon", "in (0, 1)", epsilon);
    }

    /** Momentum 0.1 and epsilon 1e-5, with a ReLU. */
    public static BatchNorm withRelu() {
        return new BatchNorm(0.1, 1e-5, true);
    }

    /** Momentum 0.1 and epsilon 1e-5, without a ReLU. */
    public static BatchNorm plain() {
        return new BatchNorm(0.1, 1e-5, false);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        int channels = input.channels();
        return new Placed(
                this,
                input,
                layout.add(name + ".scale", channels),
                layout.add(name + ".shift", channels),
                layout.add(name + ".running-mean", channels),
                layout.add(name + ".running-mean-square", channels),
                false);
    }

    record Placed(BatchNorm settings, Shape input, int scale, int shift, int mean, int meanSquare, boolean isHeld)
            implements PlacedLayer {

        @Override
        public PlacedLayer held() {
            return new Placed(settings, input, scale, shift, mean, meanSquare, true);
        }

        @Override
        public Shape output() {
            return input;
        }

        /** Scales one, shifts zero; running statistics those of a standard normal. */
        @Override
        public void initialise(float[] parameters, RandomStream random) {
            for (int c = 0; c < input.channels(); c++) {
                parameters[scale + c] = 1;
                parameters[shift + c] = 0;
                parameters[mean + c] = 0;
                parameters[meanSquare + c] = 1;
            }
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            Value normalised = graph.batchNormalisation(before, scale, shift, mean, meanSquare, settings.epsilon());
            return settings.relu() ? graph.rectifier(normalised) : normalised;
        }

        @Override
        public Pass open(int capacity) {
            return new BatchNormPass(this, capacity);
        }
    }
}

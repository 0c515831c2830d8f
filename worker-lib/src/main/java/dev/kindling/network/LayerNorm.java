package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;

/**
 * Layer normalisation (Ba, Kiros, Hinton 2016, equations 3 and 4): each example by the mean and variance of its own values,
 * then a scale and a shift for each value. Nothing depends on the batch, and nothing runs along.
 *
 * @param epsilon added to the variance
 */
public record LayerNorm(double epsilon) implements Layer {

    public LayerNorm {
        UserMistake.requireRange(epsilon > 0 && epsilon < 1, "epsilon", "in (0, 1)", epsilon);
    }

    /** Epsilon 1e-5. */
    public static LayerNorm defaults() {
        return new LayerNorm(1e-5);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Placed(
                epsilon, input, layout.add(name + ".scale", input.size()), layout.add(name + ".shift", input.size()));
    }

    record Placed(double epsilon, Shape output, int scale, int shift) implements PlacedLayer {

        /** Scales one, shifts zero. */
        @Override
        public void initialise(float[] parameters, RandomStream random) {
            Arrays.fill(parameters, scale, scale + output.size(), 1);
            Arrays.fill(parameters, shift, shift + output.size(), 0);
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return graph.layerNormalisation(before, scale, shift, epsilon);
        }

        @Override
        public Pass open(int capacity) {
            return new LayerNormPass(this, capacity);
        }
    }
}

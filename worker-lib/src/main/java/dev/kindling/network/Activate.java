package dev.kindling.network;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** An activation of every value. */
public record Activate(Activation activation) implements Layer {

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Placed(activation, input);
    }

    record Placed(Activation activation, Shape output) implements PlacedLayer {

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            // Learns nothing.
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return graph.activation(before, activation);
        }

        @Override
        public Pass open(int capacity) {
            return new Activating(activation, output.size(), capacity);
        }
    }

    private static final class Activating implements Pass {

        private final Activation activation;
        private final int size;
        private final float[] outputs;

        Activating(Activation activation, int size, int capacity) {
            this.activation = activation;
            this.size = size;
            this.outputs = new float[Blas.lengthFor(capacity, size)];
        }

        @Override
        public float[] infer(float[] parameters, float[] inputs, int rows) {
            System.arraycopy(inputs, 0, outputs, 0, rows * size);
            activation.apply(outputs, rows * size);
            return outputs;
        }

        @Override
        public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
            return infer(parameters, inputs, rows);
        }

        @Override
        public void backward(
                float[] parameters,
                float[] inputs,
                float[] outputDeltas,
                int rows,
                float @Nullable [] inputDeltas,
                UpdateRule rule) {
            if (inputDeltas != null) {
                System.arraycopy(outputDeltas, 0, inputDeltas, 0, rows * size);
                activation.gradient(outputs, inputDeltas, rows * size);
            }
        }
    }
}

package dev.kindling.learn.softhebb;

import dev.kindling.network.Layer;
import dev.kindling.network.Pass;
import dev.kindling.network.PlacedLayer;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** max(0, u - mean u) at each place, the mean over its channels (Coates, Lee, Ng 2011). */
record Triangle() implements Layer {

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Placed(input);
    }

    record Placed(Shape output) implements PlacedLayer {

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            // Learns nothing.
        }

        @Override
        public Pass open(int capacity) {
            return new Bend(output, capacity);
        }
    }

    private static final class Bend implements Pass {

        private final int size;
        private final int channels;
        private final float[] outputs;

        Bend(Shape shape, int capacity) {
            size = shape.size();
            channels = shape.channels();
            outputs = new float[Blas.lengthFor(capacity, size)];
        }

        @Override
        public float[] infer(float[] parameters, float[] inputs, int rows) {
            for (int place = 0; place < rows * size; place += channels) {
                float mean = mean(inputs, place);
                for (int c = place; c < place + channels; c++) {
                    outputs[c] = Math.max(0, inputs[c] - mean);
                }
            }
            return outputs;
        }

        private float mean(float[] values, int place) {
            float sum = 0;
            for (int c = place; c < place + channels; c++) {
                sum += values[c];
            }
            return sum / channels;
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
            throw new UnsupportedOperationException("no gradient passes a layer that learns by competition");
        }
    }
}

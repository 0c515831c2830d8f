package dev.kindling.network;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the order of data sets, {@code [channels, height, width]}, to that between layers. */
public record ChannelsLast() implements Layer {

    /** These layers with this one before them. */
    static List<Layer> before(List<Layer> layers) {
        List<Layer> all = new ArrayList<>(layers);
        all.add(0, new ChannelsLast());
        return List.copyOf(all);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Placed(input);
    }

    record Placed(Shape shape) implements PlacedLayer {

        @Override
        public Shape output() {
            return shape;
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            // Learns nothing.
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return before.withChannelsLast();
        }

        @Override
        public Pass open(int capacity) {
            return new Reordering(shape, capacity);
        }
    }

    private static final class Reordering implements Pass {

        private final int channels;
        private final int positions;
        private final float[] outputs;

        Reordering(Shape shape, int capacity) {
            channels = shape.channels();
            positions = shape.height() * shape.width();
            outputs = channels == 1 ? new float[0] : new float[Blas.lengthFor(capacity, shape.size())];
        }

        @Override
        public float[] infer(float[] parameters, float[] inputs, int rows) {
            if (channels == 1) {
                return inputs;
            }
            for (int row = 0; row < rows; row++) {
                transpose(inputs, row * channels * positions, channels, positions, outputs);
            }
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
            for (int row = 0; row < rows && inputDeltas != null; row++) {
                transpose(outputDeltas, row * channels * positions, positions, channels, inputDeltas);
            }
        }

        private static void transpose(float[] from, int at, int rows, int columns, float[] to) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    to[at + column * rows + row] = from[at + row * columns + column];
                }
            }
        }
    }
}

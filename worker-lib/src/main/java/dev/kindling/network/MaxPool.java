package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/**
 * The largest value of each square of {@code size x size}, squares side by side; rows and columns that fill no square are
 * left out. Of equal values the first gets the gradient.
 */
public record MaxPool(int size) implements Layer {

    public MaxPool {
        UserMistake.requireRange(size >= 1, "size", "at least 1", size);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        if (input.height() < size || input.width() < size) {
            throw UserMistake.of(
                    "image before layer " + name,
                    "at least " + size + "x" + size,
                    input.height() + "x" + input.width(),
                    "the network",
                    "give larger images or fewer layers that make images smaller");
        }
        return new Placed(input, size);
    }

    record Placed(Shape input, int size) implements PlacedLayer {

        @Override
        public Shape output() {
            return new Shape(input.channels(), input.height() / size, input.width() / size);
        }

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            // Learns nothing.
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return graph.maximumPool(before, size, output());
        }

        @Override
        public Pass open(int capacity) {
            return new MaxPoolPass(this, capacity);
        }
    }
}

package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/**
 * Maps of another height and width: each new pixel is the bilinear mixture of the four old ones around its middle; beyond the outermost middles
 * the outermost pixels go on.
 */
public record ResizeTo(int height, int width) implements Layer {

    public ResizeTo {
        UserMistake.requireRange(height >= 1, "height", "at least 1", height);
        UserMistake.requireRange(width >= 1, "width", "at least 1", width);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Placed(input, new Shape(input.channels(), height, width));
    }

    record Placed(Shape input, Shape output) implements PlacedLayer {

        @Override
        public void initialise(float[] parameters, RandomStream random) {
            // Learns nothing.
        }

        @Override
        public Pass open(int capacity) {
            return new ResizePass(this, capacity);
        }
    }
}

package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.tensor.Shape;

/** The mean of each square of {@code size x size}, squares side by side; rows and columns that fill no square are left out. */
public record AveragePool(int size) implements Layer {

    public AveragePool {
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
        return new Averages(input, edges(input.height() / size), edges(input.width() / size));
    }

    private int[] edges(int cells) {
        int[] edges = new int[cells + 1];
        for (int i = 0; i <= cells; i++) {
            edges[i] = i * size;
        }
        return edges;
    }
}

package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import dev.kindling.nn.Layout;
import dev.kindling.tensor.Shape;

/**
 * Means over at most {@code side x side} cells that cover the image, each pixel in one of them; their sizes differ by at most
 * one. With side 1 it is global average pooling.
 */
public record AverageTo(int side) implements Layer {

    public AverageTo {
        UserMistake.requireRange(side >= 1, "side", "at least 1", side);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        return new Averages(input, edges(input.height()), edges(input.width()));
    }

    private int[] edges(int length) {
        int cells = Math.min(side, length);
        int[] edges = new int[cells + 1];
        for (int i = 0; i <= cells; i++) {
            edges[i] = i * length / cells;
        }
        return edges;
    }
}

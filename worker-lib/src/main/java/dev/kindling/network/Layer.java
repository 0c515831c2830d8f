package dev.kindling.network;

import dev.kindling.nn.Layout;
import dev.kindling.tensor.Shape;
import java.io.Serializable;

/** The settings of a layer, for inputs of any shape it can take. Immutable. */
public interface Layer extends Serializable {

    /**
     * Gives the layer its place in a model.
     *
     * @param input shape of one example before it
     * @param layout takes the layer's tensors, named {@code name.something}
     * @throws dev.kindling.fault.UserMistake if the layer cannot take such inputs
     */
    PlacedLayer place(Shape input, Layout.Builder layout, String name);
}

package dev.kindling.network;

import java.io.Serializable;
import java.util.List;

/** The layers of a network, for inputs of any shape they can take. */
public interface Architecture extends Serializable {

    /** Blocks of layers, from the input on, at least one: what a local rule trains without a gradient from behind. */
    List<List<Layer>> layersByBlock();

    /** All blocks' layers, one behind another. */
    default List<Layer> layers() {
        return layersByBlock().stream().flatMap(List::stream).toList();
    }
}

package dev.kindling.network;

import java.io.Serializable;
import java.util.List;

/** The layers of a network, for inputs of any shape they can take. */
public interface Architecture extends Serializable {

    List<Layer> layers();
}

package dev.kindling.spark.ml;

import dev.kindling.network.Architecture;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.nn.Activation;
import java.util.List;

/** A network that suits a data frame of some dozens of features. */
final class Tabular {

    private static final int WIDTH = 128;

    private Tabular() {}

    /** Two rectified layers. */
    static Architecture network() {
        return new DenseNetwork(List.of(WIDTH, WIDTH), Activation.RELU, Normalise.NONE);
    }
}

package dev.kindling.learn.backprop;

import dev.kindling.learn.Problem;
import dev.kindling.network.Architecture;
import dev.kindling.network.Network;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;

/** A network and a linear layer that reads its outputs, with their places in a model. */
record HeadedNetwork(Network network, Dense head, Layout layout) {

    static HeadedNetwork of(Architecture architecture, Problem problem) {
        Layout.Builder builder = Layout.builder();
        Network network = Network.of(problem.input(), architecture.layers(), builder, "encoder.");
        Dense head = Dense.add(builder, "head", network.output().size(), problem.classes());
        return new HeadedNetwork(network, head, builder.build());
    }

    int features() {
        return head.in();
    }

    int classes() {
        return head.out();
    }

    void initialise(float[] parameters, RandomStream random) {
        network.initialise(parameters, random);
        head.initialise(parameters, 1 / Math.sqrt(head.in()), random);
    }
}

package dev.kindling.learn.localloss;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import java.util.List;
import java.util.Optional;

/** Auxiliary layers and a linear classifier behind them. */
record LocalReadout(Network auxiliary, Dense classifier) implements PlacedLocalLoss {

    static LocalReadout place(BlockSite site, List<Layer> auxiliary, Layout.Builder layout, String name) {
        Network network = Network.of(site.output(), auxiliary, layout, name + ".auxiliary");
        int in = network.output().size();
        return new LocalReadout(network, Dense.add(layout, name + ".classifier", in, site.classes()));
    }

    static LocalReadout withoutBias(BlockSite site, Layout.Builder layout, String name) {
        Network network = Network.of(site.output(), List.of(), layout, name + ".auxiliary");
        int in = network.output().size();
        return new LocalReadout(network, Dense.addWithoutBias(layout, name + ".classifier", in, site.classes()));
    }

    /** The classifier normal with deviation 1 / sqrt(in), its biases zero. */
    @Override
    public void initialise(float[] parameters, RandomStream random) {
        auxiliary.initialise(parameters, random);
        classifier.initialise(parameters, 1 / Math.sqrt(classifier.in()), random);
    }

    @Override
    public Optional<Follower> follower(int next) {
        return BesideCopy.follower(auxiliary, next);
    }

    @Override
    public Value describe(GraphBuilder graph, Value outputs) {
        return graph.dense(auxiliary.describe(graph, outputs), classifier);
    }

    @Override
    public LocalReadoutPass open(int capacity) {
        return new LocalReadoutPass(this, capacity);
    }
}

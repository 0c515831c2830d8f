package dev.kindling.learn.localloss;

import dev.kindling.graph.GraphBuilder;
import dev.kindling.graph.Value;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.network.PlacedLayer;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The sum of what layers that learn and a copy that only follows others make of the same inputs.
 *
 * @param layers of each of the two
 * @param momentum of the copy
 */
record BesideCopy(List<Layer> layers, double momentum) implements Layer {

    BesideCopy {
        layers = List.copyOf(layers);
    }

    @Override
    public PlacedLayer place(Shape input, Layout.Builder layout, String name) {
        Network learning = Network.of(input, layers, layout, name + ".learning");
        int offset = layout.size();
        Network copy = Network.of(input, layers, layout, name + ".copy");
        return new Placed(learning, copy, offset, layout.size() - offset, momentum);
    }

    /** How a copy among auxiliary layers follows the block whose parameters begin at {@code next}; empty if there is none. */
    static Optional<Follower> follower(Network auxiliary, int next) {
        return auxiliary.layers().stream()
                .filter(Placed.class::isInstance)
                .map(layer -> ((Placed) layer).follower(next))
                .findFirst();
    }

    /** With the copy's {@code size} parameters from {@code offset} on. */
    record Placed(Network learning, Network copy, int offset, int size, double momentum) implements PlacedLayer {

        /** How the copy follows parameters that begin at {@code original} and are laid out alike. */
        Follower follower(int original) {
            return new Follower(offset, original, size, momentum);
        }

        @Override
        public Shape output() {
            return learning.output();
        }

        @Override
        public long multiplications() {
            return learning.multiplications() + copy.multiplications();
        }

        @Override
        public PlacedLayer held() {
            return new Placed(learning.held(), copy.held(), offset, size, momentum);
        }

        /** Not the copy: it begins as what it follows does. */
        @Override
        public void initialise(float[] parameters, RandomStream random) {
            learning.initialise(parameters, random);
        }

        @Override
        public Value describe(GraphBuilder graph, Value before) {
            return graph.sum(learning.describe(graph, before), copy.describe(graph, before));
        }

        @Override
        public Pass open(int capacity) {
            return new BesideCopyPass(this, capacity);
        }
    }
}

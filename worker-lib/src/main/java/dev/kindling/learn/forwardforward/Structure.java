package dev.kindling.learn.forwardforward;

import dev.kindling.learn.Problem;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything lies: one block a hidden layer, with its running peer means behind its weights if there are any, and
 * one for the softmax head if there is one. {@code peers} holds offsets; empty without peer normalisation.
 */
record Structure(List<Dense> hidden, List<Integer> peers, @Nullable Dense head, Layout layout) {

    static Structure of(ForwardForward settings, Problem problem) {
        Layout.Builder layout = Layout.builder();
        List<Dense> hidden = new ArrayList<>();
        List<Integer> peers = new ArrayList<>();
        int in = problem.input().size();
        for (int width : settings.hidden()) {
            String name = "hidden." + hidden.size();
            hidden.add(Dense.add(layout, name, in, width));
            if (settings.peerNormalisation() > 0) {
                peers.add(layout.add(name + ".peers", width));
            }
            layout.nextBlock();
            in = width;
        }
        Dense head = settings.hasHead() ? Dense.add(layout, "head", readWidth(hidden), problem.classes()) : null;
        return new Structure(hidden, peers, head, layout.build());
    }

    /** The hidden layers with room for that many rows. */
    HiddenLayer[] layers(ForwardForward settings, int rows) {
        HiddenLayer[] layers = new HiddenLayer[hidden.size()];
        for (int i = 0; i < layers.length; i++) {
            Dense dense = hidden.get(i);
            PeerNormalisation peer = peers.isEmpty()
                    ? null
                    : new PeerNormalisation(settings.peerNormalisation(), peers.get(i), dense.out());
            layers[i] = new HiddenLayer(settings, dense, peer, rows);
        }
        return layers;
    }

    /** The first layer that votes: the first of all is left out where there is another. */
    static int firstRead(int layers) {
        return layers == 1 ? 0 : 1;
    }

    private static int readWidth(List<Dense> hidden) {
        int width = 0;
        for (Dense layer : hidden.subList(firstRead(hidden.size()), hidden.size())) {
            width = Math.addExact(width, layer.out());
        }
        return width;
    }
}

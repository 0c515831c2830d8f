package dev.kindling.learn.localloss;

import dev.kindling.learn.Problem;
import dev.kindling.network.Architecture;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The blocks and behind each its loss, with their places in a model: a block and its loss are one block of the layout. */
record LocalBlocks(List<Network> blocks, List<PlacedLocalLoss> losses, Layout layout) {

    static LocalBlocks of(Architecture architecture, LocalLoss loss, Problem problem) {
        List<List<Layer>> layers = architecture.layersByBlock();
        Layout.Builder builder = Layout.builder();
        List<Network> blocks = new ArrayList<>();
        List<PlacedLocalLoss> losses = new ArrayList<>();
        Shape input = problem.input();
        for (int b = 0; b < layers.size(); b++) {
            Network block = Network.of(input, layers.get(b), builder, "block" + b + ".");
            BlockSite site = new BlockSite(layers, b, block.output(), problem.classes());
            losses.add(loss.place(site, builder, "local" + b));
            blocks.add(block);
            builder.nextBlock();
            input = block.output();
        }
        return new LocalBlocks(blocks, losses, builder.build());
    }

    int count() {
        return blocks.size();
    }

    void initialise(float[] parameters, RandomStream random) {
        for (int b = 0; b < count(); b++) {
            blocks.get(b).initialise(parameters, random);
            losses.get(b).initialise(parameters, random);
        }
    }
}

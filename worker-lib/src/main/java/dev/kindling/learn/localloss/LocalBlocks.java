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

/**
 * The blocks and behind each its loss, with their places in a model: a block and its loss are one block of the layout.
 *
 * @param first number of the first of them in the network
 */
record LocalBlocks(int first, List<Network> blocks, List<PlacedLocalLoss> losses, Layout layout) {

    static LocalBlocks of(Architecture architecture, LocalLoss loss, Problem problem) {
        List<List<Layer>> layers = architecture.layersByBlock();
        return place(layers, 0, layers.size(), loss, problem);
    }

    /** One of the blocks by itself; the problem's input is what the block below puts out. */
    static LocalBlocks alone(Architecture architecture, LocalLoss loss, int block, Problem problem) {
        return place(architecture.layersByBlock(), block, block + 1, loss, problem);
    }

    private static LocalBlocks place(List<List<Layer>> layers, int from, int to, LocalLoss loss, Problem problem) {
        Layout.Builder builder = Layout.builder();
        List<Network> blocks = new ArrayList<>();
        List<PlacedLocalLoss> losses = new ArrayList<>();
        Shape input = problem.input();
        for (int b = from; b < to; b++) {
            Network block = Network.of(input, layers.get(b), builder, "block" + b + ".");
            BlockSite site = new BlockSite(layers, b, block.output(), problem.classes());
            losses.add(loss.place(site, builder, "local" + b));
            blocks.add(block);
            builder.nextBlock();
            input = block.output();
        }
        return new LocalBlocks(from, blocks, losses, builder.build());
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

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
 * The modules, each of one block of the network or several, and behind each its loss, with their places in a model: a module and its loss
 * are one block of the layout. And what of a loss follows the next module.
 *
 * @param first number of the first of them in the network
 */
record LocalBlocks(
        int first, List<Network> blocks, List<PlacedLocalLoss> losses, List<Follower> followers, Layout layout) {

    /** All modules. */
    static LocalBlocks of(Architecture architecture, int modules, LocalLoss loss, Problem problem) {
        return place(
                architecture.layersByBlock(),
                0,
                count(architecture, modules),
                count(architecture, modules),
                loss,
                problem);
    }

    /** One of the modules by itself; the problem's input is what the module below puts out. */
    static LocalBlocks alone(Architecture architecture, int modules, LocalLoss loss, int module, Problem problem) {
        int count = count(architecture, modules);
        return place(architecture.layersByBlock(), module, module + 1, count, loss, problem);
    }

    /** Each block is a module where {@code modules} is 0. */
    static int count(Architecture architecture, int modules) {
        return modules == 0 ? architecture.layersByBlock().size() : modules;
    }

    /** Module m of K has the blocks from n m / K to n (m + 1) / K, rounded down. */
    private static LocalBlocks place(
            List<List<Layer>> layers, int from, int to, int count, LocalLoss loss, Problem problem) {
        Layout.Builder builder = Layout.builder();
        List<Network> blocks = new ArrayList<>();
        List<PlacedLocalLoss> losses = new ArrayList<>();
        List<Follower> followers = new ArrayList<>();
        Shape input = problem.input();
        for (int m = from; m < to; m++) {
            if (m > from) {
                losses.get(m - from - 1).follower(builder.size()).ifPresent(followers::add);
            }
            int end = layers.size() * (m + 1) / count;
            List<Layer> joined = joined(layers.subList(layers.size() * m / count, end));
            Network block = Network.of(input, joined, builder, "block" + m + ".");
            BlockSite site = new BlockSite(layers, end - 1, block.output(), problem.classes(), problem.input());
            losses.add(loss.place(site, builder, "local" + m));
            blocks.add(block);
            builder.nextBlock();
            input = block.output();
        }
        return new LocalBlocks(from, blocks, losses, followers, builder.build());
    }

    private static List<Layer> joined(List<List<Layer>> blocks) {
        return blocks.stream().flatMap(List::stream).toList();
    }

    int count() {
        return blocks.size();
    }

    void initialise(float[] parameters, RandomStream random) {
        for (int b = 0; b < count(); b++) {
            blocks.get(b).initialise(parameters, random);
            losses.get(b).initialise(parameters, random);
        }
        for (Follower follower : followers) {
            follower.begin(parameters);
        }
    }
}

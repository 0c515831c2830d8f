package dev.kindling.learn.selfcontrast;

import dev.kindling.learn.Problem;
import dev.kindling.network.AverageTo;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Dense;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The blocks, the means that the head reads of each, and the head, with their places in a model. */
record PlacedContrast(List<Network> blocks, List<Network> means, Dense head, Layout layout) implements Serializable {

    static PlacedContrast of(SelfContrast settings, Problem problem) {
        Layout.Builder layout = Layout.builder();
        List<Network> blocks = new ArrayList<>();
        List<Network> means = new ArrayList<>();
        Shape shape = problem.input();
        int read = 0;
        for (List<Layer> layers : settings.network().layersByBlock()) {
            String number = String.valueOf(blocks.size());
            Network block = Network.of(shape, layers, layout, "block" + number + ".");
            shape = block.output();
            Network mean = Network.of(shape, List.of(new AverageTo(settings.side())), layout, "means" + number + ".");
            blocks.add(block);
            means.add(mean);
            read = Math.addExact(read, mean.output().size());
            layout.nextBlock();
        }
        return new PlacedContrast(blocks, means, Dense.add(layout, "head", read, problem.classes()), layout.build());
    }

    void initialise(float[] parameters, RandomStream random) {
        for (Network block : blocks) {
            block.initialise(parameters, random);
        }
        Arrays.fill(parameters, head.weightOffset(), layout.size(), 0);
    }

    /** Values of a block's input or output, whichever example of whichever block has the most. */
    int widest() {
        return blocks.stream()
                .mapToInt(block -> Math.max(block.input().size(), block.output().size()))
                .max()
                .orElseThrow();
    }
}

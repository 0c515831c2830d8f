package dev.kindling.learn.localloss;

import dev.kindling.network.Activate;
import dev.kindling.network.AverageTo;
import dev.kindling.network.BatchNorm;
import dev.kindling.network.Conv2d;
import dev.kindling.network.FullyConnected;
import dev.kindling.network.Layer;
import dev.kindling.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The auxiliary network of decoupled greedy learning (Belilovsky, Eickenberg, Oyallon 2019, arXiv:1901.08164): means over a quarter of
 * height and width (at least 2x2), three convolutions 1x1 with batch normalisation and ReLU, means over 2x2, two rectified layers;
 * with the classifier three. All as wide as the block has channels.
 */
public record Dgl() implements Auxiliary {

    private static final int CONVOLUTIONS = 3;
    private static final int HIDDEN = 2;

    @Override
    public List<Layer> layers(BlockSite site) {
        int channels = site.output().channels();
        int side = Math.max(2, (site.output().height() + 3) / 4);
        List<Layer> layers = new ArrayList<>();
        layers.add(new AverageTo(side));
        for (int i = 0; i < CONVOLUTIONS; i++) {
            layers.add(new Conv2d(channels, 1, 1, 0, false));
            layers.add(BatchNorm.withRelu());
        }
        layers.add(new AverageTo(2));
        for (int i = 0; i < HIDDEN; i++) {
            layers.add(new FullyConnected(channels, FullyConnected.Start.HE, true));
            layers.add(new Activate(Activation.RELU));
        }
        return layers;
    }
}

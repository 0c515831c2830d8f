package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.AverageTo;
import dev.kindling.network.Layer;
import dev.kindling.network.Residual;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies, with weights of their own, of layers above the block, chosen evenly from all that are above (AugLocal: Ma et al., ICLR
 * 2024, arXiv:2402.17318): of n blocks behind block l those at round(l + (n - 1 - l) / d_l i), i = 1 .. d_l, then the mean over the
 * image. The number falls with the block, d_l = max(1, round(d (1 - tau l / (n - d - 2)) + tau l / (n - d - 2))).
 *
 * <p>Here every block is local. In the paper the last d layers learn together by backpropagation, and where there is one copy only a
 * batch normalisation follows the mean.
 *
 * @param depth d, copies behind the first block
 * @param tau how fast the number falls, in [0, 1]
 */
public record AugLocal(int depth, double tau) implements Auxiliary {

    public AugLocal {
        UserMistake.requireRange(depth >= 1, "depth", "at least 1", depth);
        UserMistake.requireRange(tau >= 0 && tau <= 1, "tau", "in [0, 1]", tau);
    }

    /** Two copies, tau 0.5. */
    public static AugLocal defaults() {
        return new AugLocal(2, 0.5);
    }

    @Override
    public List<Layer> layers(BlockSite site) {
        int blocks = site.blocks().size();
        List<Layer> layers = new ArrayList<>();
        int channels = site.output().channels();
        for (int index : chosen(site.block(), blocks, copies(site.block(), blocks))) {
            for (Layer layer : site.blocks().get(index)) {
                layers.add(fitting(layer, channels));
                channels = layer instanceof Residual residual ? residual.channels() : channels;
            }
        }
        layers.add(new AverageTo(1));
        return layers;
    }

    /** d_l, before it is cut to the blocks that there are. */
    int copies(int block, int blocks) {
        int span = blocks - depth - 2;
        double fall = span <= 0 ? 0 : tau * block / span;
        return (int) Math.max(1, Math.round(depth * (1 - fall) + fall));
    }

    static List<Integer> chosen(int block, int blocks, int copies) {
        int above = blocks - 1 - block;
        int count = Math.min(copies, above);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            chosen.add((int) Math.round(block + (double) above / count * i));
        }
        return chosen;
    }

    /** A residual block whose predecessor was left out makes maps smaller where it has more channels. */
    private static Layer fitting(Layer layer, int channels) {
        return layer instanceof Residual residual && residual.channels() > channels
                ? new Residual(residual.channels(), 2)
                : layer;
    }
}

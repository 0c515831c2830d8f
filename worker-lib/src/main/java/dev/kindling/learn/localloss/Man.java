package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.Layer;
import dev.kindling.network.Network;
import dev.kindling.nn.Layout;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The momentum auxiliary network (Su et al., ECCV 2024, arXiv:2407.05623): before the layers of another auxiliary, y = LB(x) + EMA(x), both
 * of the layers of the next module's first block. LB, the "learnable bias", learns with the module. EMA has no gradient of its own; after every
 * step its parameters move to m gamma + (1 - m) theta, theta being the next module's. The gradient by x goes through both. The other auxiliary then
 * stands where the block that is imitated ends. The last module has none to imitate, only the other auxiliary.
 *
 * <p>Gamma is part of the model: it begins as theta begins, travels with its module, and clients' gammas merge as their weights do. It is linear in
 * theta, so that the mean of clients with equally many steps is what would have followed the mean of their thetas; with unequal ones it is a mean of
 * averages of unequal memory. Under {@code fedsgd} gamma's movement is scaled by the server's rate, like running statistics. In the authors' code gamma is drawn by itself instead, and
 * moves before the optimiser's step. A batch normalisation in EMA takes the batch's statistics, as one that learns does; its running ones move by
 * these and follow like the rest, where the authors leave them out.
 *
 * @param base the auxiliary behind it
 * @param momentum m, in [0, 1]; with 1 gamma stays as it began
 */
public record Man(Auxiliary base, double momentum) implements Auxiliary {

    public Man {
        UserMistake.requireRange(momentum >= 0 && momentum <= 1, "momentum", "in [0, 1]", momentum);
        UserMistake.requireRange(!base.followsNextBlock(), "base", "another auxiliary than man", "man");
    }

    /** AugLocal's, m = 0.995. */
    public static Man defaults() {
        return new Man(AugLocal.defaults(), 0.995);
    }

    @Override
    public boolean followsNextBlock() {
        return true;
    }

    @Override
    public List<Layer> layers(BlockSite site) {
        int next = site.block() + 1;
        if (next == site.blocks().size()) {
            return base.layers(site);
        }
        List<Layer> imitated = site.blocks().get(next);
        Shape behind = Network.of(site.output(), imitated, Layout.builder(), "").output();
        List<Layer> layers = new ArrayList<>();
        layers.add(new BesideCopy(imitated, momentum));
        layers.addAll(base.layers(new BlockSite(site.blocks(), next, behind, site.classes(), site.image())));
        return layers;
    }
}

package dev.kindling.learn.localloss;

import dev.kindling.nn.Layout;

/**
 * Softmax cross-entropy of a linear classifier of the block's own, behind auxiliary layers: "pred" of Nøkland and Eidnes (2019,
 * arXiv:1901.06656) where those only pool.
 *
 * @param auxiliary what is between the block and the classifier
 */
public record CrossEntropy(Auxiliary auxiliary) implements LocalLoss {

    /** Means over 2x2 cells. */
    public static CrossEntropy defaults() {
        return new CrossEntropy(Auxiliary.Pool.defaults());
    }

    @Override
    public boolean needsAllBlocks() {
        return auxiliary.followsNextBlock();
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        return LocalReadout.place(site, auxiliary.layers(site), layout, name);
    }
}

package dev.kindling.learn.localloss;

import dev.kindling.nn.Layout;
import java.io.Serializable;

/** What tells a block how good its outputs are, from these and the labels alone: the settings. Immutable. */
public interface LocalLoss extends Serializable {

    /**
     * Gives the loss its place in a model.
     *
     * @param site the block behind which it stands
     * @param layout takes the tensors of its classifier, named {@code name.something}
     */
    PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name);

    /**
     * Whether it wants more than its block's outputs and the labels, the next block's parameters ({@link Auxiliary#followsNextBlock}) or the network's
     * own inputs, so that blocks cannot learn one after another.
     */
    default boolean needsAllBlocks() {
        return false;
    }
}

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

    /** Whether what it learns depends on the next block's parameters, see {@link Auxiliary#followsNextBlock}. */
    default boolean followsNextBlock() {
        return false;
    }
}

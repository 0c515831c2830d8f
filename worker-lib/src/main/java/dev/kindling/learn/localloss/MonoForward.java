package dev.kindling.learn.localloss;

import dev.kindling.nn.Layout;

/**
 * Mono-Forward (Gong, Li, Abdulla 2025, arXiv:2501.09238): the goodness of a class is a projection of all activities of the block,
 * G = a M' with M {@code [classes, width]} learnt, and the loss is the cross-entropy of softmax(G).
 */
public record MonoForward() implements LocalLoss {

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        return LocalReadout.withoutBias(site, layout, name);
    }
}

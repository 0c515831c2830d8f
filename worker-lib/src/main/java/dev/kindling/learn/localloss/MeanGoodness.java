package dev.kindling.learn.localloss;

import dev.kindling.nn.Layout;

/**
 * The goodness of DeeperForward (Sun et al., ICLR 2025): as {@link GroupGoodness}, but the mean of a class's channels, not of their
 * squares. The gradient by a value does not shrink with it, so quiet channels learn, too.
 *
 * <p>The paper hands features on with their mean taken off each example; that is up to the network: {@link
 * dev.kindling.network.Renormalised}.
 *
 * @param temperature that goodness is divided by before the softmax
 */
public record MeanGoodness(double temperature) implements LocalLoss {

    public MeanGoodness {
        ChannelGroups.requireTemperature(temperature);
    }

    /** Temperature 1. */
    public static MeanGoodness defaults() {
        return new MeanGoodness(1);
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        return ChannelGroups.of(site, name, ChannelGroups.Of.VALUES, temperature);
    }
}

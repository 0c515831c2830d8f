package dev.kindling.learn.localloss;

import dev.kindling.nn.Layout;

/**
 * Channel-wise competitive learning (Papachristodoulou, Kyrkou, Timotheou, Theocharides, AAAI 2024, arXiv:2312.12668, "CwC"): the block's
 * channels are dealt to the classes, the goodness of a class is the mean of the squares of its channels over the map, and the loss is
 * the cross-entropy of softmax(goodness). No negative examples and nothing of its own that learns.
 *
 * <p>Class c of m has the channels from floor(c C / m) up to floor((c + 1) C / m) of C. Where m does not divide C, groups differ by one
 * channel: a goodness is a mean, so they compete on one scale. A block with fewer channels than classes is refused.
 *
 * @param temperature that goodness is divided by before the softmax; 1 in the paper. A mean over the map is small where most of the map
 *     is empty, and a smaller temperature makes up for it
 */
public record GroupGoodness(double temperature) implements LocalLoss {

    public GroupGoodness {
        ChannelGroups.requireTemperature(temperature);
    }

    /** Temperature 1. */
    public static GroupGoodness defaults() {
        return new GroupGoodness(1);
    }

    @Override
    public PlacedLocalLoss place(BlockSite site, Layout.Builder layout, String name) {
        return ChannelGroups.of(site, name, ChannelGroups.Of.SQUARES, temperature);
    }
}

package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;

/** A block's channels dealt to the classes in their order, in runs whose lengths differ by at most one. */
record ChannelGroups(Shape output, int classes, Of of, double temperature) implements PlacedLocalLoss {

    /** What a group's goodness is the mean of. */
    enum Of {
        VALUES,
        SQUARES
    }

    static void requireTemperature(double temperature) {
        UserMistake.requireRange(
                temperature > 0 && temperature < Double.POSITIVE_INFINITY,
                "temperature",
                "in (0, infinity)",
                temperature);
    }

    static ChannelGroups of(BlockSite site, String name, Of of, double temperature) {
        int channels = site.output().channels();
        if (channels < site.classes()) {
            throw UserMistake.of(
                    "channels of the block before " + name,
                    "at least " + site.classes() + ", one for each class",
                    channels,
                    "the network",
                    "give the block " + site.classes() + " channels or a multiple");
        }
        return new ChannelGroups(site.output(), site.classes(), of, temperature);
    }

    /** The first channel of a class; that of class {@code classes} is the number of channels. */
    int start(int group) {
        return (int) ((long) group * output.channels() / classes);
    }

    int positions() {
        return output.height() * output.width();
    }

    @Override
    public void initialise(float[] parameters, RandomStream random) {
        // Learns nothing.
    }

    @Override
    public LocalLossPass open(int capacity) {
        return new ChannelGroupsPass(this, capacity);
    }
}

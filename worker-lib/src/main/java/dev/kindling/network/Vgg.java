package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions 3x3 with batch normalisation and ReLU, each a block, with a maximum of 2x2 behind some (after Simonyan,
 * Zisserman 2015).
 *
 * @param channels of each convolution
 * @param pools the convolutions that a maximum follows, counted from 1
 * @param dropout rate of a {@link Dropout} at the end of each block, in [0, 1); 0 for none
 */
public record Vgg(List<Integer> channels, List<Integer> pools, double dropout) implements Architecture {

    public Vgg {
        channels = List.copyOf(channels);
        pools = List.copyOf(pools);
        UserMistake.requireRange(
                !channels.isEmpty() && channels.stream().allMatch(size -> size >= 1),
                "channels",
                "one number >= 1 or more",
                channels);
        int last = channels.size();
        UserMistake.requireRange(
                pools.stream().allMatch(pool -> pool >= 1 && pool <= last),
                "pools",
                "numbers of convolutions, 1 to " + last + ",",
                pools);
        Dropout.requireRate(dropout);
    }

    /** Nothing dropped. */
    public Vgg(List<Integer> channels, List<Integer> pools) {
        this(channels, pools, 0);
    }

    /** Six convolutions of 32 to 128 channels, pools behind the second, the fourth and the last. */
    public static Vgg defaults() {
        return new Vgg(List.of(32, 32, 64, 64, 128, 128), List.of(2, 4, 6));
    }

    @Override
    public List<List<Layer>> layersByBlock() {
        List<List<Layer>> blocks = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            List<Layer> block = new ArrayList<>(List.of(Conv2d.same3(channels.get(i)), BatchNorm.withRelu()));
            if (pools.contains(i + 1)) {
                block.add(new MaxPool(2));
            }
            if (dropout > 0) {
                block.add(new Dropout(dropout));
            }
            blocks.add(i == 0 ? ChannelsLast.before(block) : List.copyOf(block));
        }
        return blocks;
    }
}

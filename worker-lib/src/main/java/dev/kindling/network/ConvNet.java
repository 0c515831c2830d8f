package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of convolution 3x3, batch normalisation, ReLU and maximum of 2x2 (Vinyals et al. 2016; Snell et al. 2017, section 3.1).
 * Four of 64 channels are "conv-4": 28x28 pixels become 64 values, 84x84 become 1,600.
 *
 * @param channels of each block
 * @param blocks how many
 */
public record ConvNet(int channels, int blocks) implements Architecture {

    public ConvNet {
        UserMistake.requireRange(channels >= 1, "channels", "at least 1", channels);
        UserMistake.requireRange(blocks >= 1, "blocks", "at least 1", blocks);
    }

    /** conv-4. */
    public static ConvNet conv4() {
        return new ConvNet(64, 4);
    }

    @Override
    public List<List<Layer>> layersByBlock() {
        List<List<Layer>> all = new ArrayList<>();
        List<Layer> block = List.of(Conv2d.same3(channels), BatchNorm.withRelu(), new MaxPool(2));
        for (int b = 0; b < blocks; b++) {
            all.add(b == 0 ? ChannelsLast.before(block) : block);
        }
        return all;
    }
}

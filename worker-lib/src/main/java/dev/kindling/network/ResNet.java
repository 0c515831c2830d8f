package dev.kindling.network;

import dev.kindling.fault.UserMistake;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network for small images (He et al. 2016, section 4.2): a convolution 3x3, then stages of residual blocks, each
 * but the first beginning with stride 2, then the mean over the image. One, three and five blocks in three stages are ResNet-8,
 * -20 and -32. Shortcuts that change the shape are projections (option B), where the paper pads with zeros there. The first
 * convolution and every residual block are a block each.
 *
 * @param blocksPerStage residual blocks in a stage
 * @param channels of each stage
 */
public record ResNet(int blocksPerStage, List<Integer> channels) implements Architecture {

    public ResNet {
        channels = List.copyOf(channels);
        UserMistake.requireRange(blocksPerStage >= 1, "blocks-per-stage", "at least 1", blocksPerStage);
        UserMistake.requireRange(
                !channels.isEmpty() && channels.stream().allMatch(size -> size >= 1),
                "channels",
                "one number >= 1 or more",
                channels);
    }

    /** ResNet-8: one block in stages of 16, 32 and 64 channels. */
    public static ResNet defaults() {
        return new ResNet(1, List.of(16, 32, 64));
    }

    @Override
    public List<List<Layer>> layersByBlock() {
        List<List<Layer>> blocks = new ArrayList<>();
        blocks.add(ChannelsLast.before(List.of(Conv2d.same3(channels.get(0)), BatchNorm.withRelu())));
        for (int stage = 0; stage < channels.size(); stage++) {
            for (int i = 0; i < blocksPerStage; i++) {
                Layer residual = new Residual(channels.get(stage), stage > 0 && i == 0 ? 2 : 1);
                boolean last = stage + 1 == channels.size() && i + 1 == blocksPerStage;
                blocks.add(last ? List.of(residual, new AverageTo(1)) : List.of(residual));
            }
        }
        return blocks;
    }
}

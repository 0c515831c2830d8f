package dev.kindling.learn.localloss;

import dev.kindling.network.Layer;
import dev.kindling.tensor.Shape;
import java.util.List;

/**
 * Where in a network a module ends. A local loss may know what the layers above are; what they have learnt only an auxiliary that
 * {@link Auxiliary#followsNextBlock follows} the next block.
 *
 * @param blocks the layers of all blocks, from the input on
 * @param block the last one of the module
 * @param output shape of the outputs of that block
 * @param classes number of classes
 * @param image shape of what the first module reads; where one learns by itself, of what that one reads
 */
public record BlockSite(List<List<Layer>> blocks, int block, Shape output, int classes, Shape image) {}

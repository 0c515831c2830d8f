package dev.kindling.learn.localloss;

import dev.kindling.network.Layer;
import dev.kindling.tensor.Shape;
import java.util.List;

/**
 * Where in a network a block stands. A local loss may know what the layers above are, never what they have learnt.
 *
 * @param blocks the layers of all blocks, from the input on
 * @param block which of them
 * @param output shape of its outputs
 * @param classes number of classes
 */
public record BlockSite(List<List<Layer>> blocks, int block, Shape output, int classes) {}

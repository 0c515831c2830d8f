package dev.kindling.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A network whose blocks take their inputs layer-normalised, all but the first: mean taken off and deviation 1 over each example. What
 * the block before made of an example's mean or length as its goodness is not handed on (Sun et al., ICLR 2025). The normalisation
 * belongs to the block that reads it and has a scale and a shift for each value.
 *
 * @param network the blocks
 */
public record Renormalised(Architecture network) implements Architecture {

    @Override
    public List<List<Layer>> layersByBlock() {
        List<List<Layer>> blocks = new ArrayList<>();
        for (List<Layer> block : network.layersByBlock()) {
            List<Layer> layers = new ArrayList<>(block);
            if (!blocks.isEmpty()) {
                layers.add(0, LayerNorm.defaults());
            }
            blocks.add(List.copyOf(layers));
        }
        return blocks;
    }
}

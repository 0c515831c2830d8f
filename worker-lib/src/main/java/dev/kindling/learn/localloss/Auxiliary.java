package dev.kindling.learn.localloss;

import dev.kindling.fault.UserMistake;
import dev.kindling.network.AverageTo;
import dev.kindling.network.Layer;
import java.io.Serializable;
import java.util.List;

/** The layers between a block's outputs and the linear classifier of its local loss. They learn with the block. */
public interface Auxiliary extends Serializable {

    List<Layer> layers(BlockSite site);

    /**
     * Whether parameters here follow those of the next block while both learn. Blocks with such an auxiliary train together: one that
     * trained apart from the next would follow what stands still.
     */
    default boolean followsNextBlock() {
        return false;
    }

    /**
     * Means over at most {@code side x side} cells of the maps, nothing that learns.
     *
     * @param side cells in a row and in a column; a block of fully connected layers has maps of 1x1
     */
    record Pool(int side) implements Auxiliary {

        public Pool {
            UserMistake.requireRange(side >= 1, "side", "at least 1", side);
        }

        /** 2x2. */
        public static Pool defaults() {
            return new Pool(2);
        }

        @Override
        public List<Layer> layers(BlockSite site) {
            return List.of(new AverageTo(side));
        }
    }
}

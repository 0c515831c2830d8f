package dev.kindling.learn;

import dev.kindling.encode.Encoder;
import dev.kindling.nn.Parameters;
import java.util.EnumSet;
import java.util.Set;

/** A learner whose blocks stand one on another: a block reads what those below make of an example, and nothing else of them. */
public interface StackedBlocks extends BlockwiseLearner {

    /**
     * What a finished block gives the next one to read, as it computes it when nothing is learned. Its input is that of the block's
     * own problem, its dimension the size of the next one's.
     *
     * @param own the block's parameters, in the layout of {@link #block}
     */
    Encoder outputs(Problem problem, int block, Parameters own);

    @Override
    default Set<BlockSchedule> schedules() {
        return EnumSet.of(BlockSchedule.TOGETHER, BlockSchedule.BLOCK_BY_BLOCK);
    }
}

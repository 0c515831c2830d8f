package dev.kindling.learn;

import java.util.Set;

/**
 * A learner each of whose blocks, those of its layout, can be trained without the others' parameters at hand. Draws of a block must
 * come from a stream of its own, one for each step, so that what it learns has the same bits whoever else learns in that step: a step
 * draws one word of the client's stream and block b restarts on (that word, b).
 */
public interface BlockwiseLearner extends Learner {

    /** How its blocks may be trained; {@link BlockSchedule#TOGETHER} among them. */
    Set<BlockSchedule> schedules();

    /** Blocks of its layout, whatever the problem. */
    int blocksApart();

    /**
     * One block by itself.
     *
     * @param block from 0
     */
    LoneBlock block(Problem problem, int block);
}

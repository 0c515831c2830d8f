package dev.kindling.learn.localloss;

/** Whose scores choose the class. */
public enum Prediction {
    /** The last block's classifier. */
    LAST_BLOCK,
    /** The sum of all blocks' scores. */
    ALL_BLOCKS
}

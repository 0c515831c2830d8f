package dev.kindling.metric;

/** Why a client that was asked is not in the mean. */
public enum Absence {
    /** Its loss or a parameter of its update is NaN or infinite. */
    NOT_FINITE(0),
    /** A parameter changed by more than its block's range. */
    OUT_OF_RANGE(1),
    /** Its update has more or fewer parameters than the model. */
    WRONG_SHAPE(2),
    /** It was asked and sent nothing. */
    DROPPED_OUT(3),
    /** It would have reported after the deadline. */
    PAST_DEADLINE(4),
    /** It reported, but too few did and the round was repeated without it. */
    DISCARDED(5);

    private final int word;

    Absence(int word) {
        this.word = word;
    }

    /** Which of a tally's counts is its; part of the format in which tallies travel. */
    int word() {
        return word;
    }
}

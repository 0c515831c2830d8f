package dev.kindling.learn.forwardforward;

/** Where false examples come from. */
public enum Negatives {

    /** The same image under a wrong label, each wrong label as likely; never the true one. */
    RANDOM,

    /**
     * The same image under a wrong label drawn in proportion to what a softmax head thinks of it after one neutral pass
     * (Hinton 2022): trains that head even where prediction does not use it.
     */
    HARD,

    /**
     * Without labels: two images cut together along a blurred random mask. What was learned is read out by the softmax
     * head alone.
     */
    HYBRID
}

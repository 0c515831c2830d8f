package dev.kindling.learn.forwardforward;

/** How a trained network names a class. */
public enum Prediction {

    /**
     * Every label is laid over the image in turn; the score is the goodness summed over all layers but the first (over the
     * first where there is no other). As many passes as classes, most accurate.
     */
    GOODNESS,

    /**
     * One pass with a neutral label; softmax regression on the normalised activities of all layers but the first. Trained
     * along with the layers, which do not feel it.
     */
    SOFTMAX
}

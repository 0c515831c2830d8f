package dev.kindling.learn.forwardforward;

/**
 * How the length of a layer's input is taken away, and with it the goodness of the layer below (Hinton 2022). The mean is
 * not subtracted.
 */
public enum Normalisation {

    /** x / (||x|| + 1e-4): length 1. */
    LENGTH {
        @Override
        double factor(double squares, int width) {
            return 1 / (Math.sqrt(squares) + 1e-4);
        }
    },

    /** x / (sqrt(mean x²) + 1e-8): length sqrt(width), so inputs are of size 1 whatever the width. */
    RMS {
        @Override
        double factor(double squares, int width) {
            return 1 / (Math.sqrt(squares / width) + 1e-8);
        }
    };

    /** What to multiply a row of that sum of squares and width by. */
    abstract double factor(double squares, int width);
}

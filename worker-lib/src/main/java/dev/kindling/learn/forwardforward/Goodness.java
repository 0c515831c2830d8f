package dev.kindling.learn.forwardforward;

/** How the squared activities of a layer become one number. The logistic threshold is given per unit for both. */
public enum Goodness {

    /** Sum of squares, against theta = threshold x width: steep, so learning rates are smaller than for MEAN. */
    SUM {
        @Override
        double scale(int width) {
            return 1;
        }
    },

    /** Mean of squares, against theta = threshold. */
    MEAN {
        @Override
        double scale(int width) {
            return 1.0 / width;
        }
    };

    /** Goodness over sum of squares, in a layer of that width. */
    abstract double scale(int width);

    /** The threshold in this goodness's own unit. */
    double theta(double threshold, int width) {
        return threshold * width * scale(width);
    }
}

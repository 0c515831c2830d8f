package dev.kindling.learn.forwardforward;

/**
 * What one layer pays for a pair of a positive and a negative example with goodness p and q. Computed in double through
 * {@link StrictMath}, once a pair and layer.
 */
public enum Loss {

    /**
     * softplus(theta - p) + softplus(q - theta): each example against a threshold (Hinton 2022, arXiv:2212.13345). Wants
     * {@link Goodness#SUM}: means differ too little from theta for the sigmoid to leave its straight part.
     */
    LOGISTIC {
        @Override
        double value(double positive, double negative, double theta, double alpha) {
            return softplus(theta - positive) + softplus(negative - theta);
        }

        @Override
        double positiveSlope(double positive, double negative, double theta, double alpha) {
            return -sigmoid(theta - positive);
        }

        @Override
        double negativeSlope(double positive, double negative, double theta, double alpha) {
            return sigmoid(negative - theta);
        }
    },

    /** softplus(-alpha (p - q)): SymBa, the pair against each other (arXiv:2303.08418, alpha = 4). */
    SYMBA {
        @Override
        double value(double positive, double negative, double theta, double alpha) {
            return softplus(-alpha * (positive - negative));
        }

        @Override
        double positiveSlope(double positive, double negative, double theta, double alpha) {
            return -alpha * sigmoid(-alpha * (positive - negative));
        }
    },

    /**
     * silu(t) = t sigmoid(t) at t = -alpha (p - q), alpha = 6: like SymBa, but flat below t = -1.28, so a pair told apart
     * by a clear margin is not driven any further.
     */
    SWISH {
        @Override
        double value(double positive, double negative, double theta, double alpha) {
            double t = -alpha * (positive - negative);
            return t * sigmoid(t);
        }

        @Override
        double positiveSlope(double positive, double negative, double theta, double alpha) {
            double t = -alpha * (positive - negative);
            double s = sigmoid(t);
            return -alpha * s * (1 + t * (1 - s));
        }
    };

    /** The loss of a pair. */
    abstract double value(double positive, double negative, double theta, double alpha);

    /** Its derivative by the positive example's goodness. */
    abstract double positiveSlope(double positive, double negative, double theta, double alpha);

    /** Its derivative by the negative example's goodness; a loss of the difference alone pulls both alike. */
    double negativeSlope(double positive, double negative, double theta, double alpha) {
        return -positiveSlope(positive, negative, theta, alpha);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}

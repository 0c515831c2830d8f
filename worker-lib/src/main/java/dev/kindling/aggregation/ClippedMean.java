package dev.kindling.aggregation;

import dev.kindling.fault.UserMistake;

/**
 * The weighted mean of updates cut to a length: u x min(1, norm / |u|) (Sun et al. 2019, norm thresholding). The length
 * is a double sum over the parameters in their order, made where the client trained; the mean stays an exact sum. It
 * bounds what one client can do and has no breakdown point.
 *
 * @param norm longest update, Euclidean, over all parameters
 */
public record ClippedMean(double norm) implements SumRule {

    public ClippedMean {
        UserMistake.requireRange(norm > 0 && norm < Double.POSITIVE_INFINITY, "norm", "in (0, infinity)", norm);
    }

    @Override
    public double factor(float[] origin, float[] trained) {
        double length = Math.sqrt(SquaredDistances.squared(origin, trained, 0, origin.length));
        return length <= norm ? 1 : norm / length;
    }
}

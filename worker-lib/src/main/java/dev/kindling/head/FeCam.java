package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;

/**
 * The class whose mean is nearest in the Mahalanobis distance of its own covariance (Goswami, Liu, Twardowski, van de Weijer 2023, FeCAM,
 * equations 5 to 8): S + gamma1 V1 I + gamma2 V2 (1 - I), with V1 the mean of S's diagonal and V2 that of the rest, divided by the roots
 * of its diagonal on both sides; features are raised to {@code power} first. S is the scatter over n, not n - 1. Exact: counts, sums, second moments a
 * class. Rounded: the features (float32, then the grid), covariances and factors in float64, the rule to float32, the scores.
 *
 * @param gamma1 at least 0
 * @param gamma2 at least 0
 * @param power in (0, 1]; 1 leaves the features as they are
 */
public record FeCam(double gamma1, double gamma2, double power) implements Head {

    public FeCam {
        UserMistake.requireRange(gamma1 >= 0 && Double.isFinite(gamma1), "gamma1", "in [0, infinity)", gamma1);
        UserMistake.requireRange(gamma2 >= 0 && Double.isFinite(gamma2), "gamma2", "in [0, infinity)", gamma2);
        UserMistake.requireRange(power > 0 && power <= 1, "power", "in (0, 1]", power);
    }

    /** The paper's for many examples a class. */
    public static FeCam defaults() {
        return new FeCam(1, 1, 0.5);
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.PER_CLASS, false, grid);
    }

    @Override
    public FeatureMap features(int width, Grid grid, int capacity) {
        return power == 1 ? Head.super.features(width, grid, capacity) : new TukeyPower(width, power, capacity);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        int width = moments.requireReadable().format().width();
        return ClassFactors.rule(moments, 1, label -> {
            Cholesky factor = Cholesky.of(width, correlation(shrunk(Covariance.ofClass(moments, label), width), width));
            if (factor == null) {
                throw new UserMistake("fecam: the covariance of class " + label + " (" + moments.count(label)
                        + " examples) has no inverse with gamma1 = " + gamma1 + ", gamma2 = " + gamma2
                        + "; raise gamma1, give the class examples that differ, or take slda");
            }
            return new ClassFactors.Factor(factor, 0);
        });
    }

    private double[] shrunk(double[] covariance, int width) {
        double diagonal = 0;
        double others = 0;
        for (int i = 0; i < covariance.length; i++) {
            if (i % (width + 1) == 0) {
                diagonal += covariance[i];
            } else {
                others += covariance[i];
            }
        }
        double addDiagonal = gamma1 * diagonal / width;
        double addOthers = width == 1 ? 0 : gamma2 * others / ((double) width * (width - 1));
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] += i % (width + 1) == 0 ? addDiagonal : addOthers;
        }
        return covariance;
    }

    private static double[] correlation(double[] covariance, int width) {
        double[] deviations = new double[width];
        for (int i = 0; i < width; i++) {
            deviations[i] = Math.sqrt(covariance[i * (width + 1)]);
        }
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] /= deviations[i / width] * deviations[i % width];
        }
        return covariance;
    }
}

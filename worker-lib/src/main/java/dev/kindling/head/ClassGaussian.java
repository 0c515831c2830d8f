package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;

/**
 * A normal distribution a class, with its share of the examples as prior: scores log(n_c / n) - log det S_c / 2 - (x - mu_c)' S_c^-1 (x - mu_c) / 2,
 * the log posterior but for what all classes share (quadratic discriminant analysis). S_c is the class's covariance, moved by {@code pooling}
 * towards the covariance within all classes and then by {@code shrinkage} towards I (Friedman 1989, equations 16 to 18, without his scaling of
 * I). Exact: counts, sums, second moments a class. Rounded: covariances and factors in float64, the rule to float32, the scores.
 *
 * @param pooling in [0, 1]; 1 gives every class the same covariance
 * @param shrinkage in [0, 1]
 */
public record ClassGaussian(double pooling, double shrinkage) implements Head {

    public ClassGaussian {
        UserMistake.requireRange(pooling >= 0 && pooling <= 1, "pooling", "in [0, 1]", pooling);
        UserMistake.requireRange(shrinkage >= 0 && shrinkage <= 1, "shrinkage", "in [0, 1]", shrinkage);
    }

    public static ClassGaussian defaults() {
        return new ClassGaussian(0.1, 1e-4);
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.PER_CLASS, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        int width = moments.requireReadable().format().width();
        double[] pooled = Covariance.withinOfClasses(moments);
        return ClassFactors.rule(moments, 0.5f, label -> {
            double[] covariance = Covariance.ofClass(moments, label);
            for (int i = 0; i < covariance.length; i++) {
                covariance[i] = (1 - pooling) * covariance[i] + pooling * pooled[i];
            }
            Cholesky factor = Cholesky.of(width, Covariance.towardsIdentity(covariance, width, shrinkage));
            if (factor == null) {
                throw new UserMistake("gaussian: the covariance of class " + label + " (" + moments.count(label)
                        + " examples) has no inverse with pooling = " + pooling + ", shrinkage = " + shrinkage
                        + "; raise shrinkage or pooling, or take slda");
            }
            double prior = StrictMath.log((double) moments.count(label) / moments.examples());
            return new ClassFactors.Factor(factor, prior - factor.logDeterminant() / 2);
        });
    }
}

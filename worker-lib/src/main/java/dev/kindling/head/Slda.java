package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;

/**
 * Linear discriminant analysis with one covariance for all classes: with L the inverse of (1 - shrinkage) S + shrinkage I, scores
 * mu' L x - mu' L mu / 2 (Hayes, Kanan 2020, section 3). S is the scatter within classes over the number of examples, in closed
 * form; their streaming update, which depends on the order of examples, approaches it. Exact: counts, sums, second moments. Rounded: S,
 * its factor and the means in float64, the rule to float32, the scores.
 *
 * @param shrinkage in [0, 1]
 */
public record Slda(double shrinkage) implements Head {

    public Slda {
        UserMistake.requireRange(shrinkage >= 0 && shrinkage <= 1, "shrinkage", "in [0, 1]", shrinkage);
    }

    /** The paper's. */
    public static Slda defaults() {
        return new Slda(1e-4);
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.SHARED, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        int width = moments.requireReadable().format().width();
        double[] covariance = Covariance.towardsIdentity(Covariance.within(moments), width, shrinkage);
        Cholesky factor = Cholesky.of(width, covariance);
        if (factor == null) {
            throw new UserMistake("slda: the covariance with shrinkage = " + shrinkage
                    + " is not positive definite; raise shrinkage (1e-4 is usual) or give more examples");
        }
        double[] means = moments.means();
        double[] columns = means.clone();
        factor.solve(columns, moments.format().classes());
        double[] biases = new double[moments.format().classes()];
        for (int i = 0; i < means.length; i++) {
            biases[i / width] -= 0.5 * means[i] * columns[i];
        }
        return LinearRule.of(moments, columns, biases, LinearRule.RowTerm.NONE);
    }
}

package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;

/**
 * Ridge regression on one-hot labels, without intercept: W = (G + lambda I)^-1 Q with G = sum x x' and Q the class sums, scores x' W
 * (Hoerl, Kennard 1970; as a continual learner McDonnell et al. 2023, equation 8). Exact: counts, G, Q. Rounded: the solution in float64, W to float32,
 * the scores.
 *
 * @param lambda at least 0, in squared units of the embedding
 */
public record Ridge(double lambda) implements Head {

    public Ridge {
        requireLambda(lambda);
    }

    static void requireLambda(double lambda) {
        UserMistake.requireRange(lambda >= 0 && Double.isFinite(lambda), "lambda", "in [0, infinity)", lambda);
    }

    public static Ridge defaults() {
        return new Ridge(1);
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.SHARED, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        RidgeSystem system = new RidgeSystem(moments.requireReadable());
        double[] columns = system.solve(lambda);
        if (columns == null) {
            throw singular("ridge", lambda);
        }
        return LinearRule.of(moments, columns, new double[moments.format().classes()], LinearRule.RowTerm.NONE);
    }

    static UserMistake singular(String head, Object lambda) {
        return new UserMistake(head + ": with lambda = " + lambda
                + " the Gram matrix is singular, not positive definite; raise lambda (1 is usual)");
    }
}

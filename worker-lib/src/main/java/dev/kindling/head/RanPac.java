package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import java.util.List;

/**
 * Ridge regression on h = ReLU(x' P / sqrt(d)) with a random normal P {@code [d, projections]} (McDonnell et al. 2023, RanPAC, without its
 * adapters). Their P is not divided by sqrt(d): here h keeps the magnitude of x and so the range of the grid, and a lambda means theirs
 * over d. Lambda is the candidate with the smallest squared error on the examples that were held out (a fifth, by a hash of their
 * features) for the ridge regression on the others, the first of equals; the rule is then fitted on all. That error is a
 * function of exact sums, so the choice is the same for any partitioning. If nothing was held out the candidate in the middle is taken. Exact: x'P of
 * rounded x and P, counts and sums of the rounded h. Rounded: x and h (the grid), P (2^-18 for d up to 2048), the solution in float64, W to float32, the scores.
 *
 * @param projections at least 1; the sums grow with its square
 * @param seed of P
 * @param lambdas candidates, each at least 0
 */
public record RanPac(int projections, long seed, List<Double> lambdas) implements Head {

    public RanPac {
        lambdas = List.copyOf(lambdas);
        UserMistake.requireRange(projections >= 1, "projections", ">= 1", projections);
        UserMistake.requireRange(!lambdas.isEmpty(), "lambdas", "a list of at least one number", lambdas);
        lambdas.forEach(Ridge::requireLambda);
    }

    /** The paper's candidates; a fifth of its projections. */
    public static RanPac defaults() {
        return new RanPac(
                2000,
                1,
                List.of(1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8));
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, projections, SecondMoments.SHARED, true, grid);
    }

    @Override
    public FeatureMap features(int width, Grid grid, int capacity) {
        return new RandomProjection(width, projections, seed, grid, capacity);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        double lambda = choose(moments.requireReadable());
        Moments all = moments.whole();
        double[] columns = new RidgeSystem(all).solve(lambda);
        if (columns == null) {
            throw Ridge.singular("ranpac", lambda);
        }
        return LinearRule.of(all, columns, new double[all.format().classes()], LinearRule.RowTerm.NONE);
    }

    /**
     * The candidate that these moments choose.
     *
     * @throws UserMistake if the matrix is singular with each of them
     */
    public double choose(Moments moments) {
        Moments heldOut = moments.part(1);
        if (lambdas.size() == 1 || heldOut.examples() == 0) {
            return lambdas.get(lambdas.size() / 2);
        }
        RidgeSystem others = new RidgeSystem(moments.part(0));
        RidgeSystem unseen = new RidgeSystem(heldOut);
        double best = Double.NaN;
        double smallest = Double.POSITIVE_INFINITY;
        for (double lambda : lambdas) {
            double[] columns = others.solve(lambda);
            double error = columns == null ? Double.NaN : unseen.squaredError(columns);
            if (error < smallest) {
                smallest = error;
                best = lambda;
            }
        }
        if (Double.isNaN(best)) {
            throw Ridge.singular("ranpac", "each of " + lambdas);
        }
        return best;
    }
}

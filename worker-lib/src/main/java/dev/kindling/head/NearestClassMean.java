package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;

/**
 * The class whose mean is nearest: scores 2 mu x - |mu|^2, the squared Euclidean distance without what all classes share
 * (Mensink, Verbeek, Perronnin, Csurka 2013; as a linear rule: Snell, Swersky, Zemel 2017, equation 8). Exact: counts and sums.
 * Rounded: the means, the rule to float32, the scores.
 */
public record NearestClassMean() implements Head {

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.NONE, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        return LinearRule.nearest(moments.requireReadable(), LinearRule.RowTerm.NONE);
    }
}

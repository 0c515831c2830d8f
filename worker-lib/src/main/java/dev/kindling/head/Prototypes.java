package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;

/**
 * Prototypes averaged over everything seen, each example with the same weight: scores -|x - mu|^2, so that a softmax of
 * the scores is the probability of Snell, Swersky, Zemel 2017 (equation 2) and scores of different rows can be compared. What
 * clients send are sums and counts of what is new (a {@link PrototypeMemory} adds them), never a mean that already
 * holds the server's: that would count the server's share twice (Hendryx, KC, Walls, Morrison 2021, in their code). Exact: counts and sums.
 * Rounded: the means, the rule to float32, the scores.
 */
public record Prototypes() implements Head {

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, width, SecondMoments.NONE, false, grid);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        return LinearRule.nearest(moments.requireReadable(), LinearRule.RowTerm.MINUS_SQUARED_NORM);
    }
}

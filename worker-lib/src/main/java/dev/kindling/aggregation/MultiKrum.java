package dev.kindling.aggregation;

import dev.kindling.fault.UserMistake;

/**
 * Multi-Krum (Blanchard et al. 2017, section 4): the mean of the updates with the lowest Krum scores, scored once. They
 * are added in the order of client ids as double and rounded to float32 once.
 *
 * @param byzantine f, as for {@link Krum}
 * @param keep how many updates the mean is over, at most n - f - 2 of the n that reported, 0 for that; at least one
 */
public record MultiKrum(double byzantine, int keep) implements DistanceRule {

    public MultiKrum {
        KrumScores.requireByzantine(byzantine);
        UserMistake.requireRange(keep >= 0, "keep", "at least 0", keep);
    }

    @Override
    public void requireFits(int cohort) {
        DistanceRule.super.requireFits(cohort);
        KrumScores.requireFits(byzantine, cohort);
        int most = cohort - KrumScores.byzantine(byzantine, cohort) - 2;
        if (keep > most) {
            throw new UserMistake("merge: multi-krum must not keep more than cohort - byzantine - 2 = " + most
                    + " updates, but keep is " + keep + "; lower merge.keep");
        }
    }

    @Override
    public double[] weights(SquaredDistances distances) {
        int reported = distances.clients().length;
        int f = KrumScores.allowed(KrumScores.byzantine(byzantine, distances.cohort()), reported);
        int most = Math.max(1, reported - f - 2);
        return KrumScores.first(KrumScores.ranking(distances, f), keep == 0 ? most : Math.min(keep, most));
    }
}

package dev.kindling.aggregation;

/**
 * Krum (Blanchard et al. 2017, section 4): the update of the one client that is nearest to its n - f - 2 nearest others,
 * by the sum of squared distances; of equals the one with the lowest id. Its update is taken as it is, bit for bit.
 *
 * @param byzantine f, how many clients of a round may send anything: a whole number, or below 0.5 a fraction of the
 *     cohort, rounded down; a round needs 2f + 3 clients
 */
public record Krum(double byzantine) implements DistanceRule {

    public Krum {
        KrumScores.requireByzantine(byzantine);
    }

    @Override
    public void requireFits(int cohort) {
        DistanceRule.super.requireFits(cohort);
        KrumScores.requireFits(byzantine, cohort);
    }

    @Override
    public double[] weights(SquaredDistances distances) {
        int reported = distances.clients().length;
        int f = KrumScores.allowed(KrumScores.byzantine(byzantine, distances.cohort()), reported);
        return KrumScores.first(KrumScores.ranking(distances, f), 1);
    }
}

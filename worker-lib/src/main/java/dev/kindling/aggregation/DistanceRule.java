package dev.kindling.aggregation;

import dev.kindling.fault.UserMistake;

/**
 * A weighted mean of the updates whose weights follow from the distances between whole updates. It takes two passes over
 * the slices: the distances are summed slice by slice, then the mean is made slice by slice.
 */
public non-sealed interface DistanceRule extends CohortRule {

    /** Clients in a round, at most: their distances are 16 bytes a pair, 8 MiB for so many, in one task and on the driver. */
    int MOST_CLIENTS = 1024;

    /**
     * What each client counts, in the order of {@link SquaredDistances#clients}: at least 0 each, not all 0. The mean is
     * divided by their sum.
     */
    double[] weights(SquaredDistances distances);

    @Override
    default void requireFits(int cohort) {
        if (cohort > MOST_CLIENTS) {
            throw new UserMistake("merge: distances between clients are kept for at most " + MOST_CLIENTS
                    + " clients in a round, but cohort is " + cohort
                    + "; lower cohort, or choose median or trimmed-mean, which need none");
        }
    }
}

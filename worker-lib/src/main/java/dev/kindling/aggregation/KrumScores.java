package dev.kindling.aggregation;

import dev.kindling.fault.UserMistake;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What Krum and multi-Krum share: how many clients may lie, and how far each client is from its nearest. */
final class KrumScores {

    private KrumScores() {}

    static void requireByzantine(double byzantine) {
        boolean whole = byzantine == Math.rint(byzantine) && byzantine <= DistanceRule.MOST_CLIENTS;
        UserMistake.requireRange(
                byzantine >= 0 && (byzantine < 0.5 || whole),
                "byzantine",
                "a fraction in [0, 0.5) or a whole number from 1",
                byzantine);
    }

    /** f for a round of that many clients. */
    static int byzantine(double setting, int clients) {
        return setting < 1 ? Fractions.of(setting, clients) : (int) setting;
    }

    /** n >= 2f + 3, without which the sum over n - f - 2 neighbours can be won by liars alone. */
    static void requireFits(double setting, int cohort) {
        int byzantine = byzantine(setting, cohort);
        if (cohort < 2 * byzantine + 3) {
            throw new UserMistake("merge: Krum needs 2 x byzantine + 3 clients in a round, " + (2 * byzantine + 3)
                    + " for " + byzantine + ", but cohort is " + cohort + "; raise cohort or lower merge.byzantine");
        }
    }

    /**
     * f for the clients that did report: as set, or less where those left out made n too small for it.
     */
    static int allowed(int byzantine, int reported) {
        return Math.max(0, Math.min(byzantine, (reported - 3) / 2));
    }

    /**
     * Places of the clients by ascending score, the sum of squared distances to the n - f - 2 nearest others; equal scores
     * by ascending id. Fewer than three clients score by all the others.
     */
    static int[] ranking(SquaredDistances distances, int byzantine) {
        int n = distances.clients().length;
        double[] scores = new double[n];
        double[] others = new double[Math.max(0, n - 1)];
        int nearest = Math.min(others.length, Math.max(1, n - byzantine - 2));
        for (int i = 0; i < n; i++) {
            int count = 0;
            for (int j = 0; j < n; j++) {
                if (j != i) {
                    others[count++] = distances.between(i, j);
                }
            }
            Arrays.sort(others);
            for (int j = 0; j < nearest; j++) {
                scores[i] += others[j];
            }
        }
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** 1 for the first {@code count} places of a ranking, 0 for the others. */
    static double[] first(int[] ranking, int count) {
        double[] weights = new double[ranking.length];
        for (int i = 0; i < Math.min(count, ranking.length); i++) {
            weights[ranking[i]] = 1;
        }
        return weights;
    }
}

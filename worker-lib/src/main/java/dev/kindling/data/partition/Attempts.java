package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;

/** Draws whole plans again until every client has its minimum, a bounded number of times. */
final class Attempts {

    static final int MOST = 100;

    private Attempts() {}

    /** One draw of a plan: the client of every example, a pure function of the attempt's number. */
    @FunctionalInterface
    interface Draw {
        int[] clientOf(int attempt);
    }

    static PartitionPlan first(String rule, int clients, int minimum, String cure, Draw draw) {
        int best = 0;
        for (int attempt = 0; attempt < MOST; attempt++) {
            int[] clientOf = draw.clientOf(attempt);
            int smallest = smallest(clientOf, clients);
            if (smallest >= minimum) {
                return new PartitionPlan(clientOf, clients);
            }
            best = Math.max(best, smallest);
        }
        throw new UserMistake(rule + ": none of " + MOST + " draws gave each of " + clients + " clients at least "
                + minimum + " examples, the best left one with " + best + "; " + cure);
    }

    private static int smallest(int[] clientOf, int clients) {
        int[] sizes = new int[clients];
        for (int client : clientOf) {
            sizes[client]++;
        }
        int smallest = Integer.MAX_VALUE;
        for (int size : sizes) {
            smallest = Math.min(smallest, size);
        }
        return smallest;
    }
}

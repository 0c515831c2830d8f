package dev.kindling.continual;

import static dev.kindling.fault.UserMistake.requireRange;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import java.util.Arrays;

/** Which clients are there in which experience. A client that is absent learns nothing then; what it would have seen is unused. */
public sealed interface Presence extends Serializable {

    /**
     * Who is there when, a pure function of its arguments.
     *
     * @return {@code [clients][experiences]}
     * @throws UserMistake if there are too few experiences for it
     */
    boolean[][] table(int clients, int experiences, long seed);

    /** Everybody, always. */
    record Always() implements Presence {

        @Override
        public boolean[][] table(int clients, int experiences, long seed) {
            return everybody(clients, experiences);
        }
    }

    /**
     * Some clients join later: in experience 1 to T-1, any with the same probability, and stay.
     *
     * @param share part of the clients, rounded to the nearest number; in [0, 1]
     */
    record LateJoiners(double share) implements Presence {

        public LateJoiners {
            requireShare("share", share);
        }

        @Override
        public boolean[][] table(int clients, int experiences, long seed) {
            requireRange(experiences >= 2, "experiences", "at least 2 for late-joiners", experiences);
            boolean[][] table = everybody(clients, experiences);
            for (int client : chosen(share, clients, seed)) {
                int join = 1 + RandomStream.of(seed, "presence-join", client).nextInt(experiences - 1);
                Arrays.fill(table[client], 0, join, false);
            }
            return table;
        }
    }

    /**
     * Some clients leave after their first experience or later, and come back.
     *
     * @param share part of the clients, rounded to the nearest number; in [0, 1]
     * @param away experiences that they miss, at least 1; they are back for the last one
     */
    record Returning(double share, int away) implements Presence {

        public Returning {
            requireShare("share", share);
            requireRange(away >= 1, "away", "at least 1", away);
        }

        @Override
        public boolean[][] table(int clients, int experiences, long seed) {
            requireRange(
                    experiences >= away + 2,
                    "experiences",
                    "at least away + 2 = " + (away + 2) + " for returning clients",
                    experiences);
            boolean[][] table = everybody(clients, experiences);
            for (int client : chosen(share, clients, seed)) {
                int leave = 1 + RandomStream.of(seed, "presence-leave", client).nextInt(experiences - 1 - away);
                Arrays.fill(table[client], leave, leave + away, false);
            }
            return table;
        }
    }

    /**
     * In each experience a random part of the clients.
     *
     * @param share part of the clients, rounded up; in (0, 1]
     */
    record RandomSubset(double share) implements Presence {

        public RandomSubset {
            requireRange(share > 0 && share <= 1, "share", "in (0, 1]", share);
        }

        @Override
        public boolean[][] table(int clients, int experiences, long seed) {
            boolean[][] table = new boolean[clients][experiences];
            int present = (int) Math.ceil(share * clients);
            for (int experience = 0; experience < experiences; experience++) {
                int[] order =
                        RandomStream.of(seed, "presence-subset", experience).permutation(clients);
                for (int i = 0; i < present; i++) {
                    table[order[i]][experience] = true;
                }
            }
            return table;
        }
    }

    private static void requireShare(String key, double share) {
        requireRange(share >= 0 && share <= 1, key, "in [0, 1]", share);
    }

    private static boolean[][] everybody(int clients, int experiences) {
        boolean[][] table = new boolean[clients][experiences];
        for (boolean[] row : table) {
            Arrays.fill(row, true);
        }
        return table;
    }

    private static int[] chosen(double share, int clients, long seed) {
        int count = (int) Math.rint(share * clients);
        return Arrays.copyOf(RandomStream.of(seed, "presence-who").permutation(clients), count);
    }
}

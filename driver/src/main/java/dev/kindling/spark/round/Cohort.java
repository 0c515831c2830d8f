package dev.kindling.spark.round;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** The clients of one round, in ascending order of id. */
public final class Cohort {

    private final int[] clients;

    /** Takes ownership of {@code clients}, ascending. */
    Cohort(int[] clients) {
        this.clients = clients;
    }

    /**
     * A uniformly random set of {@code size} of {@code population} clients, a pure function of (seed, round): the first
     * entries of a Fisher-Yates shuffle.
     */
    public static Cohort sample(long seed, int round, int population, int size) {
        return sample(seed, round, 0, population, size);
    }

    /** The cohort of one attempt at a round, from 0: attempts after the first draw anew. */
    static Cohort sample(long seed, int round, int attempt, int population, int size) {
        requireFits(population, size);
        int[] all = new int[population];
        Arrays.setAll(all, i -> i);
        if (size < population) {
            RandomStream random = attempt == 0
                    ? RandomStream.of(seed, "cohort", round)
                    : RandomStream.of(seed, "cohort", round, attempt);
            for (int i = 0; i < size; i++) {
                int j = i + random.nextInt(population - i);
                int held = all[i];
                all[i] = all[j];
                all[j] = held;
            }
        }
        int[] chosen = Arrays.copyOf(all, size);
        Arrays.sort(chosen);
        return new Cohort(chosen);
    }

    /** The cohort whose members are numbered among these ids, ascending. */
    Cohort among(int[] ids) {
        return new Cohort(Arrays.stream(clients).map(member -> ids[member]).toArray());
    }

    /** Checks that a population can give such a cohort. */
    public static void requireFits(int population, int size) {
        if (size < 1 || size > population) {
            throw new UserMistake("cohort must be in [1, " + population + "], the number of clients, but was " + size
                    + "; lower cohort or raise clients");
        }
    }

    /** Those of the cohort that are wanted. */
    Cohort filter(IntPredicate wanted) {
        return new Cohort(Arrays.stream(clients).filter(wanted).toArray());
    }

    /** Ids in ascending order, not a copy. */
    int[] clients() {
        return clients;
    }

    public int size() {
        return clients.length;
    }

    boolean contains(int client) {
        return Arrays.binarySearch(clients, client) >= 0;
    }
}

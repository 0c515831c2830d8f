package dev.kindling.federated;

import dev.kindling.random.RandomStream;
import java.io.Serializable;

/**
 * What every task of a round knows. A retried or speculative task gets the same one and so gives the same answer.
 *
 * @param seed the run's seed
 * @param round this round, from 0
 * @param rounds rounds of the whole run
 * @param totalWeight sum of the weights of all clients in the cohort, at least 1
 * @param onBadClient what becomes of a client that sends what cannot be merged
 */
public record RoundContext(long seed, int round, int rounds, long totalWeight, OnBadClient onBadClient)
        implements Serializable {

    public RoundContext {
        if (round < 0 || round >= rounds) {
            throw new IllegalArgumentException("round must be in [0, " + rounds + ") but was " + round);
        }
        if (totalWeight < 1) {
            throw new IllegalArgumentException("total weight must be >= 1 but was " + totalWeight);
        }
    }

    /** A round that leaves bad clients out. */
    public RoundContext(long seed, int round, int rounds, long totalWeight) {
        this(seed, round, rounds, totalWeight, OnBadClient.SKIP);
    }

    /** The stream of one purpose of one client in this round. */
    public RandomStream random(String purpose, int client) {
        return RandomStream.of(seed, purpose, round, client);
    }
}

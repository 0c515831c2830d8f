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
 * @param block the block that is trained by itself, whose rounds these are, or {@link #WHOLE_MODEL}
 */
public record RoundContext(long seed, int round, int rounds, long totalWeight, OnBadClient onBadClient, int block)
        implements Serializable {

    /** In the place of a block where all are trained together. */
    public static final int WHOLE_MODEL = -1;

    public RoundContext {
        if (round < 0 || round >= rounds) {
            throw new IllegalArgumentException("round must be in [0, " + rounds + ") but was " + round);
        }
        if (totalWeight < 1) {
            throw new IllegalArgumentException("total weight must be >= 1 but was " + totalWeight);
        }
    }

    /** A round of the whole model. */
    public RoundContext(long seed, int round, int rounds, long totalWeight, OnBadClient onBadClient) {
        this(seed, round, rounds, totalWeight, onBadClient, WHOLE_MODEL);
    }

    /** A round that leaves bad clients out. */
    public RoundContext(long seed, int round, int rounds, long totalWeight) {
        this(seed, round, rounds, totalWeight, OnBadClient.SKIP);
    }

    /** The stream of one purpose of one client in this round. */
    public RandomStream random(String purpose, int client) {
        return RandomStream.of(seed, purpose, round, client);
    }

    /** "round 3 of 60", or "round 3 of 5 of block 2". */
    public String place() {
        return "round " + (round + 1) + " of " + rounds + ofBlock();
    }

    /** " of block 2"; nothing where the whole model is trained. */
    public String ofBlock() {
        return block == WHOLE_MODEL ? "" : " of block " + block;
    }

    /** The number in the whole model of a block of what is trained. */
    public int blockInModel(int trained) {
        return block == WHOLE_MODEL ? trained : block + trained;
    }
}

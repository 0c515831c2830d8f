package dev.kindling.data.partition;

import dev.kindling.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Each client's shares of the classes, float32 to keep 100,000 clients small. A client's shares are drawn when it is first
 * visited, from a stream of its own, and drawn again (the same gammas, normalised over the classes that are left) when
 * nothing above zero is left of them: float32 shares of a small alpha underflow where their logarithms do not.
 */
final class Mixtures {

    private final double alpha;
    private final ClassPools pools;
    private final long seed;
    private final float[][] shares;
    private final double[] drawn;
    private final boolean[] open;

    Mixtures(double alpha, int clients, ClassPools pools, long seed) {
        this.alpha = alpha;
        this.pools = pools;
        this.seed = seed;
        this.shares = new float[clients][];
        this.drawn = new double[pools.classes()];
        this.open = new boolean[pools.classes()];
    }

    /** The class at {@code uniform}, in [0, 1), of the client's cumulated shares of what is left; something must be left. */
    int pick(int client, double uniform) {
        double left = left(shares[client]);
        if (left == 0) {
            shares[client] = draw(client);
            left = left(shares[client]);
        }
        return at(shares[client], uniform * left);
    }

    private double left(float @Nullable [] mixture) {
        double left = 0;
        for (int label = 0; mixture != null && label < mixture.length; label++) {
            left += pools.has(label) ? mixture[label] : 0;
        }
        return left;
    }

    private float[] draw(int client) {
        for (int label = 0; label < open.length; label++) {
            open[label] = pools.has(label);
        }
        Dirichlet.drawLogarithms(RandomStream.of(seed, "partition-by-client", client), alpha, drawn);
        Dirichlet.normalise(drawn, open);
        float[] mixture = new float[drawn.length];
        for (int label = 0; label < mixture.length; label++) {
            mixture[label] = (float) drawn[label];
        }
        return mixture;
    }

    private int at(float[] mixture, double target) {
        double cumulated = 0;
        int last = -1;
        for (int label = 0; label < mixture.length; label++) {
            if (mixture[label] > 0 && pools.has(label)) {
                cumulated += mixture[label];
                last = label;
                if (target < cumulated) {
                    return label;
                }
            }
        }
        // Rounding put the target at the very end.
        return last;
    }
}

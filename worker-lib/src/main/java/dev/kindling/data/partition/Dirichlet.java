package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;

/**
 * Draws from the symmetric Dirichlet distribution, as logarithms: with a small alpha nearly all gammas, often all of
 * them, underflow to zero, and what is to be normalised over a part of the entries would be 0 / 0.
 */
final class Dirichlet {

    /** Below this, log(u) / alpha loses its meaning; it is one class per client long before. */
    private static final double LEAST = 1e-6;

    private static final double MOST = 1e9;

    private Dirichlet() {}

    static void requireConcentration(String key, double value) {
        UserMistake.requireRange(value >= LEAST && value <= MOST, key, "in [1e-6, 1e9]", value);
    }

    /** Logarithms of {@code into.length} independent gammas; their softmax is the draw. */
    static void drawLogarithms(RandomStream random, double alpha, double[] into) {
        for (int i = 0; i < into.length; i++) {
            // Marsaglia and Tsang's boost, gamma(a) = gamma(a + 1) u^(1/a), left in logarithms.
            into[i] = alpha >= 1
                    ? StrictMath.log(random.nextGamma(alpha))
                    : StrictMath.log(random.nextGamma(alpha + 1)) + StrictMath.log(1 - random.nextDouble()) / alpha;
        }
    }

    /**
     * Turns logarithms into shares, in place, over the open entries alone; the closed ones get 0. The largest open entry
     * counts as 1 before the shares are normalised, so that their sum cannot vanish while one is open.
     */
    static void normalise(double[] logarithms, boolean[] open) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logarithms.length; i++) {
            largest = open[i] ? Math.max(largest, logarithms[i]) : largest;
        }
        double sum = 0;
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = open[i] ? StrictMath.exp(logarithms[i] - largest) : 0;
            sum += logarithms[i];
        }
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] /= sum;
        }
    }
}

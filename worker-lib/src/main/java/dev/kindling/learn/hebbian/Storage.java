package dev.kindling.learn.hebbian;

import dev.kindling.fault.UserMistake;
import java.io.Serializable;

/**
 * How archetypes, the K class means of N values each, become a memory. Every one is a function of counts, class sums and, for {@link Unsupervised}, second
 * moments. Retrieval moves all spins at once; a spin whose field is 0 stays.
 */
public sealed interface Storage extends Serializable {

    /** Whether it needs the sum of products of two spins over all examples. */
    default boolean wantsSecondMoments() {
        return false;
    }

    /**
     * The memory of these archetypes.
     *
     * @param archetypes {@code [K][N]}, not copied
     * @param couplings {@code [N, N]} with a zero diagonal, if second moments were wanted, else empty
     */
    Memory of(double[][] archetypes, double[] couplings);

    /**
     * Pairwise couplings from class sums, J = sum e e' / N without its diagonal, for a teacher told which examples belong together (Hopfield 1982; Alemanno et al.
     * 2022, arXiv:2204.07954). J is never built: a step costs K N.
     */
    record Supervised() implements Storage {

        @Override
        public Memory of(double[][] archetypes, double[] couplings) {
            double[] diagonal = new double[Overlaps.width(archetypes)];
            for (double[] archetype : archetypes) {
                for (int i = 0; i < diagonal.length; i++) {
                    diagonal[i] += archetype[i] * archetype[i];
                }
            }
            return Overlaps.signs(archetypes, archetypes, diagonal, 1);
        }
    }

    /** Pairwise couplings from all examples alike, J = sum over examples of s s' / (N M) without its diagonal: labels are not looked at. */
    record Unsupervised() implements Storage {

        @Override
        public boolean wantsSecondMoments() {
            return true;
        }

        @Override
        public Memory of(double[][] archetypes, double[] couplings) {
            return (state, next) -> {
                int size = state.length;
                for (int i = 0; i < size; i++) {
                    double field = 0;
                    for (int j = 0; j < size; j++) {
                        field += couplings[i * size + j] * state[j];
                    }
                    next[i] = field == 0 ? state[i] : Math.signum(field);
                }
            };
        }
    }

    /**
     * Couplings for correlated archetypes, J = E' (C + lambda I)^-1 E / N with C = E E' / N (Personnaz, Guyon, Dreyfus 1985): up to N independent
     * archetypes are fixed points.
     *
     * @param lambda at least 0
     */
    record PseudoInverse(double lambda) implements Storage {

        public PseudoInverse {
            UserMistake.requireRange(lambda >= 0 && Double.isFinite(lambda), "lambda", "in [0, infinity)", lambda);
        }

        @Override
        public Memory of(double[][] archetypes, double[] couplings) {
            double[][] duals = Overlaps.duals(archetypes, lambda);
            return Overlaps.signs(archetypes, duals, new double[Overlaps.width(archetypes)], 1);
        }
    }

    /**
     * Dense memory with interactions of P spins, field sum over archetypes of (e s / N)^(P - 1) e (Krotov, Hopfield 2016; supervised: Albanese et al. 2022,
     * arXiv:2212.00606). Stores of the order of N^(P - 1) archetypes.
     *
     * @param power P, even, at least 4; odd powers tell a pattern from its negative, 2 is {@link Supervised}
     */
    record Dense(int power) implements Storage {

        public Dense {
            UserMistake.requireRange(power >= 4 && power % 2 == 0 && power <= 64, "power", "even, in [4, 64],", power);
        }

        @Override
        public Memory of(double[][] archetypes, double[] couplings) {
            return Overlaps.signs(archetypes, archetypes, new double[Overlaps.width(archetypes)], power - 1);
        }
    }

    /**
     * Modern continuous Hopfield network, next state E' softmax(beta E s) (Ramsauer et al. 2020, arXiv:2008.02217, equation 3). A small beta retrieves the mean
     * of all archetypes, a large one a single archetype.
     *
     * @param beta greater than 0
     */
    record Continuous(double beta) implements Storage {

        public Continuous {
            UserMistake.requireRange(beta > 0 && Double.isFinite(beta), "beta", "in (0, infinity)", beta);
        }

        @Override
        public Memory of(double[][] archetypes, double[] couplings) {
            double[] weights = new double[archetypes.length];
            return (state, next) -> {
                Overlaps.of(archetypes, state, weights);
                Overlaps.softmax(weights, beta);
                java.util.Arrays.fill(next, 0);
                for (int k = 0; k < weights.length; k++) {
                    for (int i = 0; i < next.length; i++) {
                        next[i] += weights[k] * archetypes[k][i];
                    }
                }
            };
        }
    }
}

package dev.kindling.learn.hebbian;

import dev.kindling.fault.UserMistake;
import org.netlib.lapack.Dposv;
import org.netlib.util.intW;

/** What memories make of the overlaps of a state with archetypes. Float64 in a fixed order. */
final class Overlaps {

    private Overlaps() {}

    static int width(double[][] archetypes) {
        return archetypes.length == 0 ? 0 : archetypes[0].length;
    }

    /** Products e_k s, not divided by N. */
    static void of(double[][] archetypes, double[] state, double[] overlaps) {
        for (int k = 0; k < archetypes.length; k++) {
            double sum = 0;
            for (int i = 0; i < state.length; i++) {
                sum += archetypes[k][i] * state[i];
            }
            overlaps[k] = sum;
        }
    }

    /** Replaces values by softmax(beta x values). */
    static void softmax(double[] values, double beta) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            values[k] = StrictMath.exp(beta * (values[k] - largest));
            sum += values[k];
        }
        for (int k = 0; k < values.length; k++) {
            values[k] /= sum;
        }
    }

    /** The memory whose field is sum over k of (d_k s / N)^power e_k - diagonal s / N, and whose states are its signs. */
    static Memory signs(double[][] archetypes, double[][] duals, double[] diagonal, int power) {
        double[] overlaps = new double[archetypes.length];
        int size = diagonal.length;
        return (state, next) -> {
            of(duals, state, overlaps);
            for (int i = 0; i < size; i++) {
                next[i] = -diagonal[i] / size * state[i];
            }
            for (int k = 0; k < overlaps.length; k++) {
                double weight = StrictMath.pow(overlaps[k] / size, power);
                for (int i = 0; i < size; i++) {
                    next[i] += weight * archetypes[k][i];
                }
            }
            for (int i = 0; i < size; i++) {
                next[i] = next[i] == 0 ? state[i] : Math.signum(next[i]);
            }
        };
    }

    /** (C + lambda I)^-1 E with C = E E' / N. */
    static double[][] duals(double[][] archetypes, double lambda) {
        int count = archetypes.length;
        int size = width(archetypes);
        double[] matrix = new double[count * count];
        double[] right = new double[count * size];
        double[] row = new double[count];
        for (int k = 0; k < count; k++) {
            of(archetypes, archetypes[k], row);
            for (int l = 0; l < count; l++) {
                matrix[k * count + l] = row[l] / size + (k == l ? lambda : 0);
            }
            for (int i = 0; i < size; i++) {
                right[i * count + k] = archetypes[k][i];
            }
        }
        intW info = new intW(0);
        Dposv.dposv("L", count, size, matrix, 0, count, right, 0, count, info);
        if (info.val != 0) {
            throw new UserMistake(
                    "pseudo-inverse: with lambda = " + lambda
                            + " the archetypes' overlaps are singular, as of classes without examples; raise lambda (0.001 will do)");
        }
        double[][] duals = new double[count][size];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < size; i++) {
                duals[k][i] = right[i * count + k];
            }
        }
        return duals;
    }
}

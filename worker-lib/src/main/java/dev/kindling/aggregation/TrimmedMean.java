package dev.kindling.aggregation;

import dev.kindling.fault.UserMistake;

/**
 * The mean of each parameter without its largest and smallest values (Yin et al. 2018, definition 2): floor(trim x n) of
 * n clients at either end. The rest is added in ascending order as double and rounded to float32 once. It stays among
 * the honest clients' values while no more than floor(trim x n) are not honest.
 *
 * @param trim part of the clients cut at either end, in [0, 0.5)
 */
public record TrimmedMean(double trim) implements CoordinateRule {

    public TrimmedMean {
        UserMistake.requireRange(trim >= 0 && trim < 0.5, "trim", "in [0, 0.5)", trim);
    }

    @Override
    public float of(float[] ascending) {
        int clients = ascending.length;
        int cut = Math.min(Fractions.of(trim, clients), (clients - 1) / 2);
        double sum = 0;
        for (int i = cut; i < clients - cut; i++) {
            sum += ascending[i];
        }
        return (float) (sum / (clients - 2 * cut));
    }
}

package dev.kindling.aggregation;

import dev.kindling.fault.UserMistake;

/**
 * The geometric median, the point with the least sum of distances to all updates, by the smoothed Weiszfeld algorithm
 * (Pillutla, Kakade and Harchaoui 2022, algorithm 2), with equal weights. Every iterate is a weighted mean of the updates,
 * so its distances to them follow from those between them, |z - u_k|^2 = sum_i b_i D_ik - 1/2 sum_ij b_i b_j D_ij, and all
 * iterations run on these numbers, as double in the order of client ids. It starts from the mean and ends when the sum of
 * distances changes by less than a relative 1e-12: an iteration costs n^2 products, and distant liars make the sum large. An attacker must be half of the clients to carry it away.
 *
 * @param iterations most iterations
 * @param smoothing distances below this count as this
 */
public record GeometricMedian(int iterations, double smoothing) implements DistanceRule {

    private static final double LEAST_CHANGE = 1e-12;

    public GeometricMedian {
        UserMistake.requireRange(iterations >= 1, "iterations", "at least 1", iterations);
        UserMistake.requireRange(
                smoothing > 0 && smoothing < Double.POSITIVE_INFINITY, "smoothing", "in (0, infinity)", smoothing);
    }

    @Override
    public double[] weights(SquaredDistances distances) {
        int n = distances.clients().length;
        double[] weights = new double[n];
        java.util.Arrays.fill(weights, 1.0);
        double before = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[] toMean = toMean(distances, weights);
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += toMean[k];
                weights[k] = 1 / Math.max(smoothing, toMean[k]);
            }
            if (Math.abs(before - sum) <= LEAST_CHANGE * sum) {
                break;
            }
            before = sum;
        }
        return weights;
    }

    /** Distances of the updates to their weighted mean. */
    private static double[] toMean(SquaredDistances distances, double[] weights) {
        int n = weights.length;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] toMean = new double[n];
        double spread = 0;
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                toMean[k] += weights[i] / total * distances.between(i, k);
            }
            spread += weights[k] / total * toMean[k];
        }
        for (int k = 0; k < n; k++) {
            toMean[k] = Math.sqrt(Math.max(0, toMean[k] - spread / 2));
        }
        return toMean;
    }
}

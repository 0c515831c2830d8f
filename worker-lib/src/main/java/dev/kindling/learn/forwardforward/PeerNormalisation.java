package dev.kindling.learn.forwardforward;

import java.util.Arrays;

/**
 * Keeps units alive: a running mean r_j of each unit's activity on positives, r = 0.9 r + 0.1 mean(z_j), and the penalty
 * weight x mean_j (mean(r) - r_j)² (Hinton 2022; constants of the re-implementation by Löwe). A positive row's delta grows
 * by weight (2 / width) (r_j - mean(r)) 0.1 / positives, also where the unit is silent, so that a dead one can return.
 *
 * <p>The means lie among the parameters, where they travel and merge with the weights they belong to.
 */
final class PeerNormalisation {

    static final float START = 0.5f;
    private static final double MOMENTUM = 0.9;

    private final double weight;
    private final int offset;
    private final int width;
    private final float[] sums;
    private final float[] push;

    PeerNormalisation(double weight, int offset, int width) {
        this.weight = weight;
        this.offset = offset;
        this.width = width;
        this.sums = new float[width];
        this.push = new float[width];
    }

    /** Moves the running means among the parameters by the positives, the first rows; returns the penalty. */
    double observe(float[] parameters, float[] activities, int positives) {
        Arrays.fill(sums, 0);
        for (int row = 0; row < positives; row++) {
            Rows.add(activities, row * width, sums, width);
        }
        double total = 0;
        for (int j = 0; j < width; j++) {
            double mean = MOMENTUM * parameters[offset + j] + (1 - MOMENTUM) * sums[j] / positives;
            parameters[offset + j] = (float) mean;
            total += mean;
        }
        return penalty(parameters, total / width, positives);
    }

    private double penalty(float[] parameters, double mean, int positives) {
        double squares = 0;
        double unit = weight * 2 / width * (1 - MOMENTUM) / positives;
        for (int j = 0; j < width; j++) {
            double above = parameters[offset + j] - mean;
            squares += above * above;
            push[j] = (float) (unit * above);
        }
        return weight * squares / width;
    }

    /** Adds the penalty's gradient to the deltas of the positives. */
    void push(float[] deltas, int positives) {
        for (int row = 0; row < positives; row++) {
            int start = row * width;
            for (int j = 0; j < width; j++) {
                deltas[start + j] += push[j];
            }
        }
    }
}

package dev.kindling.aggregation;

import dev.kindling.merge.MeanUpdate;
import dev.kindling.metric.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The updates of a whole cohort over one slice of the parameters, in ascending order of client id, so that nothing made
 * from them depends on the order in which they came.
 */
public final class CohortSlice {

    private final CohortSlicing slicing;
    private final int slice;
    private final int[] clients;
    private final float[][] updates;
    private final Tally tally;

    private CohortSlice(CohortSlicing slicing, int slice, int[] clients, float[][] updates, Tally tally) {
        this.slicing = slicing;
        this.slice = slice;
        this.clients = clients;
        this.updates = updates;
        this.tally = tally;
    }

    /** Gathers one slice of every client, in any order: {@link CohortSlicing#mostBytes} at most, and refuses more. */
    public static CohortSlice gather(Iterator<ClientSlice> arriving, CohortSlicing slicing, int slice) {
        List<ClientSlice> present = new ArrayList<>();
        Tally tally = new Tally();
        int arrived = 0;
        while (arriving.hasNext()) {
            ClientSlice next = arriving.next();
            if (++arrived > slicing.cohort()) {
                throw new IllegalStateException(
                        "slice " + slice + ": more than the " + slicing.cohort() + " clients of the round");
            }
            tally.add(next.tally());
            if (next.tally().clients() > 0) {
                requireRange(next, slicing, slice);
                present.add(next);
            }
        }
        if (arrived != slicing.cohort()) {
            throw new IllegalStateException(
                    "slice " + slice + ": expected " + slicing.cohort() + " clients, got " + arrived);
        }
        present.sort(Comparator.comparingInt(ClientSlice::client));
        int[] clients = present.stream().mapToInt(ClientSlice::client).toArray();
        float[][] updates = present.stream().map(ClientSlice::values).toArray(float[][]::new);
        return new CohortSlice(slicing, slice, clients, updates, tally);
    }

    private static void requireRange(ClientSlice found, CohortSlicing slicing, int slice) {
        int length = slicing.end(slice) - slicing.start(slice);
        if (found.offset() != slicing.start(slice) || found.values().length != length) {
            throw new IllegalStateException("slice " + slice + ": expected [" + slicing.start(slice) + ", +" + length
                    + ") of client " + found.client() + ", got [" + found.offset() + ", +" + found.values().length
                    + ")");
        }
    }

    /** Ids of the clients that reported, ascending, not a copy. */
    int[] clients() {
        return clients;
    }

    /** Their updates, in that order, not a copy. */
    float[][] updates() {
        return updates;
    }

    /** Clients asked, whether they reported or not. */
    int cohort() {
        return slicing.cohort();
    }

    /** The statistic of each parameter; 0 if nobody reported. */
    public MeanUpdate merge(CoordinateRule rule) {
        float[] merged = new float[slicing.end(slice) - slicing.start(slice)];
        float[] ascending = new float[clients.length];
        for (int i = 0; i < merged.length && clients.length > 0; i++) {
            for (int k = 0; k < ascending.length; k++) {
                ascending[k] = updates[k][i];
            }
            Arrays.sort(ascending);
            merged[i] = rule.of(ascending);
        }
        return new MeanUpdate(slicing.start(slice), merged, tally);
    }

    /**
     * The mean with a weight for each client that reported, in ascending order of id; added in that order as double, divided
     * and rounded to float32 once. 0 if nobody reported.
     */
    public MeanUpdate mean(double[] weights) {
        if (weights.length != clients.length) {
            throw new IllegalStateException(
                    "slice " + slice + ": " + weights.length + " weights for " + clients.length + " clients");
        }
        double[] sums = new double[slicing.end(slice) - slicing.start(slice)];
        double total = 0;
        for (int k = 0; k < weights.length; k++) {
            total += weights[k];
            for (int i = 0; i < sums.length && weights[k] > 0; i++) {
                sums[i] += weights[k] * updates[k][i];
            }
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length && weights.length > 0; i++) {
            mean[i] = (float) (sums[i] / total);
        }
        return new MeanUpdate(slicing.start(slice), mean, tally);
    }
}

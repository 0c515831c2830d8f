package dev.kindling.aggregation;

import dev.kindling.merge.MeanUpdate;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rounds without Spark: updates cut, shuffled in an order of one's choice, gathered and merged. */
final class Cohorts {

    private Cohorts() {}

    /** What the rule makes of these updates, client 0 first. */
    static float[] merged(CohortRule rule, float[]... updates) {
        return merged(rule, 0, updates).values();
    }

    /** The same with the slices of all clients arriving in an order drawn from {@code order}; null has diverged. */
    static MeanUpdate merged(CohortRule rule, long order, float[]... updates) {
        CohortSlicing slicing = new CohortSlicing(updates[0].length, updates.length);
        if (rule instanceof CoordinateRule each) {
            return slicing.join(finish(slicing, order, updates, slice -> slice.merge(each)));
        }
        double[] weights = ((DistanceRule) rule).weights(distances(order, updates));
        return slicing.join(finish(slicing, order, updates, slice -> slice.mean(weights)));
    }

    static SquaredDistances distances(long order, float[]... updates) {
        CohortSlicing slicing = new CohortSlicing(updates[0].length, updates.length);
        List<SquaredDistances> parts = finish(slicing, order, updates, SquaredDistances::within);
        Collections.shuffle(parts, new Random(order));
        return parts.stream().reduce(SquaredDistances::add).orElseThrow();
    }

    private static <R> List<R> finish(
            CohortSlicing slicing, long order, float[][] updates, java.util.function.Function<CohortSlice, R> finish) {
        List<R> finished = new ArrayList<>();
        for (int slice = 0; slice < slicing.count(); slice++) {
            List<ClientSlice> arriving = new ArrayList<>();
            for (int client = 0; client < updates.length; client++) {
                arriving.add(slice(slicing, slice, client, updates[client]));
            }
            Collections.shuffle(arriving, new Random(order + slice));
            finished.add(finish.apply(CohortSlice.gather(arriving.iterator(), slicing, slice)));
        }
        return finished;
    }

    static ClientSlice slice(CohortSlicing slicing, int slice, int client, float[] update) {
        Tally tally = new Tally();
        if (update.length == 0) {
            tally.miss(Absence.NOT_FINITE);
            return new ClientSlice(client, slicing.start(slice), new float[0], tally);
        }
        tally.report(1, 10, 1, 0.5);
        float[] values = java.util.Arrays.copyOfRange(update, slicing.start(slice), slicing.end(slice));
        return new ClientSlice(client, slicing.start(slice), values, tally);
    }

    /** Updates with normal values, the same for the same seed. */
    static float[][] random(int clients, int parameters, long seed) {
        float[][] updates = new float[clients][parameters];
        for (int k = 0; k < clients; k++) {
            RandomStream random = RandomStream.of(seed, "updates", k);
            for (int i = 0; i < parameters; i++) {
                updates[k][i] = (float) random.nextGaussian();
            }
        }
        return updates;
    }

    /** One value a client. */
    static float[][] points(double... values) {
        float[][] updates = new float[values.length][];
        for (int k = 0; k < values.length; k++) {
            updates[k] = new float[] {(float) values[k]};
        }
        return updates;
    }
}

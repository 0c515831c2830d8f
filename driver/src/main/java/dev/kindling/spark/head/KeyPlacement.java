package dev.kindling.spark.head;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.KeySample;
import dev.kindling.head.KeySums;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.head.PlacedKeys;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.shard.ClientSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Places the keys of a key-value bottleneck on embedded examples: a sample of them to begin with, then one of Lloyd's steps a job. The
 * same bits for any partitioning.
 */
public final class KeyPlacement {

    private final JavaSparkContext spark;
    private final KeyValueBottleneck settings;
    private final Grid grid;
    private final int width;

    /** For embeddings of {@code width} values. */
    public KeyPlacement(JavaSparkContext spark, KeyValueBottleneck settings, Grid grid, int width) {
        this.spark = spark;
        this.settings = settings;
        this.grid = grid;
        this.width = width;
    }

    /**
     * Keys on the examples of some clients.
     *
     * @param clients whose examples are embeddings
     * @throws dev.kindling.fault.UserMistake if they hold fewer different examples than a book has pairs
     */
    public PlacedKeys on(ClientSet clients) {
        int values = width;
        JavaRDD<Client> grouped = clients.rdd().coalesce(Math.min(clients.partitions(), spark.defaultParallelism()));
        KeySample sample = KeySample.of(settings, width);
        long[] first = JobLabel.during(
                spark.sc(),
                "sample of keys",
                () -> ExactReduce.onDriver(grouped, holders -> sampled(holders, sample), sample));
        KeySums sums = new KeySums(settings, grid);
        PlacedKeys keys = sums.first(sample, first);
        for (int step = 0; step < settings.steps(); step++) {
            PlacedKeys now = keys;
            long[] fallen = JobLabel.during(
                    spark.sc(),
                    "places of keys",
                    () -> ExactReduce.onDriver(grouped, holders -> fallen(holders, sums, now, values), sums));
            keys = sums.next(now, fallen);
        }
        return keys;
    }

    private static Iterator<long[]> sampled(Iterator<Client> holders, KeySample sample) {
        long[] state = sample.zero();
        float[] embedding = new float[sample.width()];
        while (holders.hasNext()) {
            Examples examples = holders.next().examples();
            for (int row = 0; row < examples.size(); row++) {
                examples.features().copyRow(row, embedding, 0);
                state = sample.add(state, embedding, 0);
            }
        }
        return List.of(state).iterator();
    }

    private static Iterator<long[]> fallen(Iterator<Client> holders, KeySums sums, PlacedKeys now, int width) {
        long[] state = sums.zero();
        KeySums.Fold fold = sums.open(now, width);
        float[] embedding = new float[width];
        while (holders.hasNext()) {
            Examples examples = holders.next().examples();
            for (int row = 0; row < examples.size(); row++) {
                examples.features().copyRow(row, embedding, 0);
                fold.add(embedding, 0, state);
            }
        }
        return List.of(state).iterator();
    }
}

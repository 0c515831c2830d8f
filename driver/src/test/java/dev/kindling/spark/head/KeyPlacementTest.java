package dev.kindling.spark.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.encode.Pixels;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.KeySource;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class KeyPlacementTest {

    private static final int CLIENTS = 20;
    private static final Shape INPUT = Shape.flat(6);
    private static final KeyValueBottleneck SETTINGS =
            new KeyValueBottleneck(3, 8, 2, 1, 4, 1, new KeySource.FirstExamples());
    /** Shared by tasks and test: local mode runs both in one process. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    private static Client client(int id) {
        RandomStream random = RandomStream.of(1, "client", id);
        int[] labels = new int[3 * id];
        float[] values = new float[labels.length * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + id % 4);
        }
        return new Client(id, new Examples(new FloatFeatures(labels.length, 6, values), labels));
    }

    private static ClientSet clients(int partitions, Set<Integer> ids) {
        List<Tuple2<Integer, Client>> all =
                ids.stream().map(id -> new Tuple2<>(id, client(id))).toList();
        return new ClientSet(
                spark.parallelizePairs(all, 3)
                        .partitionBy(new HashPartitioner(partitions))
                        .values(),
                IntStream.range(0, CLIENTS).map(id -> 3 * id).toArray(),
                partitions);
    }

    private static Set<Integer> everybody() {
        return new TreeSet<>(IntStream.range(0, CLIENTS).boxed().toList());
    }

    /** Which key each of a few embeddings falls to, and so where keys are. */
    private static float[] codes(int partitions, Encoder encoder, Set<Integer> there) {
        try (ClientSet clients = clients(partitions, there);
                EmbedClients embedding = new EmbedClients(spark, encoder, INPUT);
                ClientSet embedded = embedding.of(clients)) {
            var keys = new KeyPlacement(spark, SETTINGS, Grid.DEFAULT, 6).on(embedded);
            float[] probes = new float[6 * 500];
            RandomStream random = RandomStream.of(2, "probes");
            for (int i = 0; i < probes.length; i++) {
                probes[i] = (float) (4 * random.nextGaussian());
            }
            return Arrays.copyOf(keys.features(6, Grid.DEFAULT, 500).map(probes, 500), 500 * 24);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void keysAreTheSameForEveryPartitioningAndOtherExamplesGiveOthers(int partitions) {
        float[] all = codes(3, new Pixels(), everybody());
        assertThat(codes(partitions, new Pixels(), everybody())).isEqualTo(all);
        assertThat(codes(partitions, new Pixels(), Set.of(3, 8, 9, 17))).isNotEqualTo(all);
    }

    @Test
    void aTaskThatFailsOnceIsNotCountedTwice() {
        FAILURES.set(0);
        assertThat(codes(7, new FailsOnce(), everybody())).isEqualTo(codes(3, new Pixels(), everybody()));
        assertThat(FAILURES.get()).isPositive();
    }

    /** Pixels whose embedder fails in every task's first attempt, once it has embedded something. */
    private record FailsOnce() implements Encoder {

        @Override
        public int dimension(Shape input) {
            return input.size();
        }

        @Override
        public Embedder open(Shape input, int capacity) {
            Embedder pixels = new Pixels().open(input, capacity);
            AtomicInteger batches = new AtomicInteger();
            return (inputs, rows, embeddings) -> {
                pixels.embed(inputs, rows, embeddings);
                if (batches.incrementAndGet() == 2 && TaskContext.get().attemptNumber() == 0) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
            };
        }
    }
}

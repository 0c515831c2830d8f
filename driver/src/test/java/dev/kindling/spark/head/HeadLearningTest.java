package dev.kindling.spark.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.ClassGaussian;
import dev.kindling.head.FeCam;
import dev.kindling.head.FeatureMap;
import dev.kindling.head.Head;
import dev.kindling.head.LinearRule;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsAccumulator;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.NearestClassMean;
import dev.kindling.head.RanPac;
import dev.kindling.head.Slda;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.wire.Wire;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadLearningTest {

    private static final int CLIENTS = 30;
    private static final int CLASSES = 4;
    private static final int WIDTH = 9;
    private static final Shape INPUT = Shape.flat(WIDTH);
    private static final RanPac RANPAC = new RanPac(50, 1, RanPac.defaults().lambdas());
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

    /** From none to 290 examples: more than one batch. */
    private static Client client(int id) {
        RandomStream random = RandomStream.of(1, "client", id);
        int[] labels = new int[10 * id];
        float[] values = new float[labels.length * WIDTH];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextInt(CLASSES - 1);
            for (int i = 0; i < WIDTH; i++) {
                values[row * WIDTH + i] = (float) (random.nextGaussian() + (i == labels[row] ? 2 : 0));
            }
        }
        if (id == 7) {
            values[3] = Float.NaN;
        }
        return new Client(id, new Examples(new FloatFeatures(labels.length, WIDTH, values), labels));
    }

    private static ClientSet clients(int partitions, boolean reversed, Set<Integer> without) {
        List<scala.Tuple2<Integer, Client>> all = new ArrayList<>(IntStream.range(0, CLIENTS)
                .filter(id -> !without.contains(id))
                .mapToObj(id -> new scala.Tuple2<>(id, client(id)))
                .toList());
        if (reversed) {
            java.util.Collections.reverse(all);
        }
        JavaPairRDD<Integer, Client> dealt =
                spark.parallelizePairs(all, 3).partitionBy(new org.apache.spark.HashPartitioner(partitions));
        return new ClientSet(
                dealt.values(), IntStream.range(0, CLIENTS).map(id -> 10 * id).toArray(), partitions);
    }

    private static HeadLearning learning(Encoder encoder, Head head, int sliceLength) {
        return new HeadLearning(spark, encoder, head, INPUT, head.format(CLASSES, WIDTH, Grid.DEFAULT), sliceLength);
    }

    /** All examples at once, as one machine would. */
    private static Moments central(Head head) {
        MomentsFormat format = head.format(CLASSES, WIDTH, Grid.DEFAULT);
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        int rows = IntStream.range(0, CLIENTS).map(id -> 10 * id).sum();
        float[] embeddings = new float[(rows + 1) * WIDTH];
        int[] labels = new int[rows];
        for (int id = 0, row = 0; id < CLIENTS; id++) {
            Examples examples = client(id).examples();
            for (int i = 0; i < examples.size(); i++, row++) {
                examples.features().copyRow(i, embeddings, row * WIDTH);
                labels[row] = examples.label(i);
            }
        }
        FeatureMap features = head.features(WIDTH, Grid.DEFAULT, rows);
        accumulator.open(moments);
        accumulator.add(features.map(embeddings, rows), rows, labels);
        accumulator.flush();
        return moments;
    }

    static Stream<Arguments> headsAndPartitions() {
        return Stream.of(new NearestClassMean(), Slda.defaults(), RANPAC, ClassGaussian.defaults(), FeCam.defaults())
                .flatMap(head -> Stream.of(1, 7, 64).map(partitions -> Arguments.of(head, partitions)));
    }

    @ParameterizedTest
    @MethodSource("headsAndPartitions")
    void everyPartitioningAndOrderGivesTheBitsOfOneMachineThatHoldsAll(Head head, int partitions) {
        Moments expected = central(head);
        assertThat(expected.refused()).isEqualTo(1);
        for (int sliceLength : new int[] {1 << 20, 100}) {
            try (ClientSet clients = clients(partitions, sliceLength == 100, Set.of())) {
                Moments moments = learning(new Pixels(), head, sliceLength).ofAll(clients);
                assertThat(moments.words()).isEqualTo(expected.words());
                assertThat(Wire.bytes(moments)).isEqualTo(Wire.bytes(expected));
            }
        }
    }

    @Test
    void lambdaAndTheRuleAreTheSameForEveryPartitioning() {
        LinearRule expected = (LinearRule) RANPAC.solve(central(RANPAC));
        double lambda = RANPAC.choose(central(RANPAC));
        assertThat(lambda).isNotIn(1e-8, 1e8);
        for (int partitions : new int[] {1, 7, 64}) {
            try (ClientSet clients = clients(partitions, true, Set.of())) {
                Moments moments = learning(new Pixels(), RANPAC, 1 << 20).ofAll(clients);
                assertThat(RANPAC.choose(moments)).isEqualTo(lambda);
                assertThat(((LinearRule) RANPAC.solve(moments)).weights()).isEqualTo(expected.weights());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 100})
    void aTaskThatFailsOnceIsNotCountedTwice(int sliceLength) {
        FAILURES.set(0);
        try (ClientSet clients = clients(7, false, Set.of())) {
            Moments moments =
                    learning(new FailsOnce(), Slda.defaults(), sliceLength).ofAll(clients);
            assertThat(FAILURES).hasValue(2);
            assertThat(moments.words()).isEqualTo(central(Slda.defaults()).words());
        }
    }

    @Test
    void takingAClientOutGivesTheBytesOfARunThatNeverHadIt() {
        for (Head head : List.of(new NearestClassMean(), RANPAC)) {
            HeadLearning learning = learning(new Pixels(), head, 1 << 20);
            try (ClientSet all = clients(7, false, Set.of());
                    ClientSet others = clients(3, true, Set.of(7, 20))) {
                Moments moments = learning.ofAll(all);
                var leaving = learning.byClient(all, Set.of(20, 7, 12));
                assertThat(leaving.keySet()).containsExactly(7, 12, 20);
                learning.merge().subtract(moments, Objects.requireNonNull(leaving.get(7)));
                learning.merge().subtract(moments, Objects.requireNonNull(leaving.get(20)));
                byte[] never = Wire.bytes(learning.ofAll(others));
                assertThat(Wire.bytes(moments)).isEqualTo(never);
                Set<Integer> stay = new java.util.TreeSet<>(
                        IntStream.range(0, CLIENTS).boxed().toList());
                stay.removeAll(Set.of(7, 20));
                assertThat(Wire.bytes(learning.of(all, stay))).isEqualTo(never);
            }
        }
    }

    @Test
    void nobodyChosenIsAHeadOfNoExamples() {
        Head head = Slda.defaults();
        try (ClientSet clients = clients(3, false, Set.of())) {
            Moments nothing = learning(new Pixels(), head, 1 << 20).of(clients, Set.of());
            assertThatThrownBy(() -> head.solve(nothing))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("a head cannot be made of no examples (0 were refused");
        }
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
                if (batches.incrementAndGet() == 5 && TaskContext.get().attemptNumber() == 0) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
            };
        }
    }
}

package dev.kindling.spark.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.merge.BlockScales;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.merge.UpdateSum;
import dev.kindling.merge.WeightedMean;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactReduceTest {

    private static final int CLIENTS = 40;
    private static final int SIZE = 25;
    private static final BlockScales SCALES = new BlockScales(List.of(10, SIZE), List.of(54, 50));
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

    @BeforeEach
    void forgetFailures() {
        FAILURES.set(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void onTheDriverEveryPartitioningGivesTheSequentialSum(int partitions) {
        UpdateSum merged = ExactReduce.onDriver(clients(partitions), clients -> fold(clients, false), merge(SIZE));
        requireSame(merge(SIZE).finish(merged), sequential());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8", "7, 1", "7, 8", "7, 24", "64, 1", "64, 8", "64, 25"})
    void bySliceEveryPartitioningGivesTheSequentialSum(int partitions, int sliceLength) {
        MeanUpdate merged =
                ExactReduce.bySlice(clients(partitions), clients -> fold(clients, false), merge(sliceLength));
        requireSame(merged, sequential());
    }

    @Test
    void theShuffleOfARoundGoesWithItAndPersistedItemsStay() throws InterruptedException {
        JavaRDD<Integer> items = clients(7).repartition(3).persist(StorageLevel.MEMORY_ONLY());
        items.count();
        int before = shuffles();
        for (int round = 0; round < 3; round++) {
            requireSame(ExactReduce.bySlice(items, clients -> fold(clients, false), merge(8)), sequential());
        }
        for (int waited = 0; shuffles() > before && waited < 100; waited++) {
            Thread.sleep(20);
        }
        assertThat(shuffles()).isEqualTo(before).isPositive();
        items.unpersist();
    }

    @Test
    void theShufflesOfACallersItemsStay() {
        JavaRDD<Integer> items = clients(7).repartition(3);
        int none = shuffles();
        items.count();
        assertThat(shuffles()).isEqualTo(none + 1);

        requireSame(ExactReduce.bySlice(items, clients -> fold(clients, false), merge(8)), sequential());

        assertThat(shuffles()).isEqualTo(none + 1);
        items.rdd().cleanShuffleDependencies(false);
    }

    private static int shuffles() {
        MapOutputTrackerMaster tracker =
                (MapOutputTrackerMaster) org.apache.spark.SparkEnv.get().mapOutputTracker();
        return tracker.shuffleStatuses().size();
    }

    @Test
    void aFoldThatFailsOnceIsNotCountedTwiceOnTheDriver() {
        UpdateSum merged = ExactReduce.onDriver(clients(7), clients -> fold(clients, true), merge(SIZE));
        assertThat(FAILURES).hasValue(7);
        requireSame(merge(SIZE).finish(merged), sequential());
    }

    @Test
    void aFoldThatFailsOnceIsNotCountedTwiceBySlice() {
        MeanUpdate merged = ExactReduce.bySlice(clients(7), clients -> fold(clients, true), merge(8));
        assertThat(FAILURES).hasValue(7);
        requireSame(merged, sequential());
    }

    @Test
    void aReducerThatFailsOnceMergesTheSameAgain() {
        MeanUpdate merged = ExactReduce.bySlice(clients(7), clients -> fold(clients, false), new FailsOnce(merge(8)));
        // One a core: each has two of the four slices.
        assertThat(FAILURES).hasValue(2);
        requireSame(merged, sequential());
    }

    private static WeightedMean merge(int sliceLength) {
        return new WeightedMean(SCALES, CLIENTS, sliceLength);
    }

    private static JavaRDD<Integer> clients(int partitions) {
        return spark.parallelize(IntStream.range(0, CLIENTS).boxed().toList(), partitions);
    }

    private static MeanUpdate sequential() {
        return merge(SIZE)
                .finish(fold(IntStream.range(0, CLIENTS).iterator(), false).next());
    }

    private static Iterator<UpdateSum> fold(Iterator<Integer> clients, boolean failing) {
        UpdateSum sum = UpdateSum.empty(SIZE);
        while (clients.hasNext()) {
            int client = clients.next();
            float[] trained = new float[SIZE];
            RandomStream random = RandomStream.of(1, "update", client);
            for (int i = 0; i < SIZE; i++) {
                trained[i] = (float) random.nextGaussian();
            }
            if (!sum.add(new float[SIZE], trained, 1.0 / CLIENTS, SCALES)) {
                throw new IllegalStateException("refused");
            }
            sum.tally().report(1, client, 1, client / 7.0);
        }
        // Only now, when the whole sum has been made once.
        failFirstAttempt(failing);
        return List.of(sum).iterator();
    }

    private static void failFirstAttempt(boolean failing) {
        if (failing && TaskContext.get().attemptNumber() == 0) {
            FAILURES.incrementAndGet();
            throw new IllegalStateException("on purpose");
        }
    }

    private static void requireSame(MeanUpdate actual, MeanUpdate expected) {
        assertThat(actual.values()).isEqualTo(expected.values());
        assertThat(actual.tally().words()).isEqualTo(expected.tally().words());
        assertThat(actual.tally().clients()).isEqualTo(CLIENTS);
    }

    /** Fails in every reducer's first attempt, after it has merged its slice. */
    private record FailsOnce(WeightedMean merge) implements SlicedMerge<UpdateSum, MeanUpdate> {
        @Override
        public UpdateSum zero() {
            return merge.zero();
        }

        @Override
        public UpdateSum merge(UpdateSum into, UpdateSum from) {
            return merge.merge(into, from);
        }

        @Override
        public int count() {
            return merge.count();
        }

        @Override
        public Iterator<UpdateSum> slices(UpdateSum state) {
            return merge.slices(state);
        }

        @Override
        public MeanUpdate finish(UpdateSum slice) {
            failFirstAttempt(true);
            return merge.finish(slice);
        }

        @Override
        public MeanUpdate join(List<MeanUpdate> finished) {
            return merge.join(finished);
        }
    }
}

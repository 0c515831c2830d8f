package dev.kindling.spark.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.CohortRule;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.aggregation.GeometricMedian;
import dev.kindling.aggregation.Krum;
import dev.kindling.aggregation.Median;
import dev.kindling.aggregation.MultiKrum;
import dev.kindling.aggregation.TrimmedMean;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.MapOutputTrackerMaster;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twelve clients, two slices; client 4 sends twice what the others do, client 7 has diverged. */
class CohortReduceTest {

    private static final int CLIENTS = 12;
    private static final CohortSlicing SLICING = new CohortSlicing((1 << 16) + 100, CLIENTS);
    private static final AtomicInteger TRAINED = new AtomicInteger();
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

    static Stream<CohortRule> rules() {
        return Stream.of(
                new Median(),
                new TrimmedMean(0.2),
                new Krum(0.2),
                new MultiKrum(0.2, 0),
                new GeometricMedian(100, 1e-5));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theBitsAreTheSameForAnyPartitioningAnyOrderAndAFailingTask(CohortRule rule) {
        MeanUpdate expected = merge(rule, 1, 0, false);
        assertThat(expected.values()).hasSize(SLICING.parameters());
        assertThat(expected.tally().clients()).isEqualTo(CLIENTS - 1);
        assertThat(expected.tally().diverged()).isEqualTo(1);
        assertThat(IntStream.range(0, SLICING.parameters()).anyMatch(i -> expected.values()[i] != 0))
                .isTrue();
        requireSame(merge(rule, 7, 1, false), expected);
        requireSame(merge(rule, 64, 2, false), expected);
        FAILURES.set(0);
        requireSame(merge(rule, 3, 3, true), expected);
        assertThat(FAILURES.get()).isEqualTo(1);
    }

    private static void requireSame(MeanUpdate merged, MeanUpdate expected) {
        assertThat(merged.values()).isEqualTo(expected.values());
        assertThat(merged.tally().words()).isEqualTo(expected.tally().words());
    }

    @Test
    void theMedianIsThatOfTheValuesAtEveryParameter() {
        MeanUpdate merged = merge(new Median(), 5, 0, false);
        for (int i : new int[] {0, 1, (1 << 16) - 1, 1 << 16, SLICING.parameters() - 1}) {
            float[] column = new float[CLIENTS - 1];
            int next = 0;
            for (int client = 0; client < CLIENTS; client++) {
                if (client != 7) {
                    column[next++] = value(client, i);
                }
            }
            java.util.Arrays.sort(column);
            assertThat(merged.values()[i]).isEqualTo(column[5]);
        }
    }

    @Test
    void twoPassesTrainEveryClientOnce() {
        TRAINED.set(0);
        merge(new GeometricMedian(100, 1e-5), 5, 0, false);
        assertThat(TRAINED.get()).isEqualTo(CLIENTS);
    }

    @Test
    void theShufflesOfARoundGoWithIt() throws InterruptedException {
        int before = shuffles();
        for (int round = 0; round < 3; round++) {
            merge(new MultiKrum(0.2, 0), 5, 0, false);
            merge(new Median(), 5, 0, false);
        }
        for (int waited = 0; shuffles() > before && waited < 100; waited++) {
            Thread.sleep(20);
        }
        assertThat(shuffles()).isLessThanOrEqualTo(before);
    }

    private static int shuffles() {
        return ((MapOutputTrackerMaster) SparkEnv.get().mapOutputTracker())
                .shuffleStatuses()
                .size();
    }

    /** Of clients that were asked some may never come: the rule goes on with what is there. */
    @Test
    void aRoundWithFewerClientsThanKrumWouldLikeStillMerges() {
        assertThat(merge(new Krum(5), 2, 0, false).tally().clients()).isEqualTo(CLIENTS - 1);
    }

    private static MeanUpdate merge(CohortRule rule, int partitions, long order, boolean fails) {
        List<Integer> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            clients.add(client);
        }
        Collections.shuffle(clients, new Random(order));
        JavaRDD<Integer> items = spark.parallelize(clients, partitions);
        return CohortReduce.merge(items, all -> new Slices(all, fails), rule, SLICING);
    }

    private static float value(int client, int parameter) {
        return (client == 4 ? 2 : 1) * (((client * 31 + parameter * 17) % 101) / 64f - 0.75f);
    }

    private static final class Slices implements Iterator<ClientSlice> {

        private final Iterator<Integer> clients;
        private final boolean fails;
        private Iterator<ClientSlice> current = Collections.emptyIterator();

        Slices(Iterator<Integer> clients, boolean fails) {
            this.clients = clients;
            this.fails = fails;
        }

        @Override
        public boolean hasNext() {
            if (!current.hasNext() && clients.hasNext()) {
                int client = clients.next();
                TRAINED.incrementAndGet();
                current = IntStream.range(0, SLICING.count())
                        .mapToObj(slice -> slice(client, slice))
                        .iterator();
            }
            return current.hasNext();
        }

        @Override
        public ClientSlice next() {
            ClientSlice next = current.next();
            TaskContext here = TaskContext.get();
            if (fails && here.partitionId() == 1 && here.attemptNumber() == 0 && next.offset() > 0) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("on purpose");
            }
            return next;
        }

        private static ClientSlice slice(int client, int slice) {
            Tally tally = new Tally();
            if (client == 7) {
                tally.miss(Absence.NOT_FINITE);
                return new ClientSlice(client, SLICING.start(slice), new float[0], tally);
            }
            tally.report(client + 1, 10, 1, RandomStream.of(1, "loss", client).nextInt(5));
            float[] values = new float[SLICING.end(slice) - SLICING.start(slice)];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(client, SLICING.start(slice) + i);
            }
            return new ClientSlice(client, SLICING.start(slice), values, tally);
        }
    }
}

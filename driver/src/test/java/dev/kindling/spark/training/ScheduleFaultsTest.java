package dev.kindling.spark.training;

import static dev.kindling.learn.BlockSchedule.BLOCK_BY_BLOCK;
import static dev.kindling.learn.BlockSchedule.CONCURRENT;
import static dev.kindling.learn.BlockSchedule.TOGETHER;
import static dev.kindling.spark.training.BlobRounds.APART;
import static dev.kindling.spark.training.BlobRounds.BLOCKS;
import static dev.kindling.spark.training.BlobRounds.METHOD;
import static dev.kindling.spark.training.BlobRounds.NOBODY;
import static dev.kindling.spark.training.BlobRounds.PROBLEM;
import static dev.kindling.spark.training.BlobRounds.STACKED;
import static dev.kindling.spark.training.BlobRounds.fresh;
import static dev.kindling.spark.training.BlobRounds.learner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Client;
import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.federated.ClientUpdate;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.LocalTraining;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.ServerUpdate;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.Problem;
import dev.kindling.learn.StackedBlocks;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.noprop.CosineSchedule;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.tensor.Shape;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks one after another and side by side when tasks fail, caches are lost and a block's error ends a round. */
class ScheduleFaultsTest {

    static final AtomicInteger OPENED = new AtomicInteger();
    static final AtomicInteger FAILURES = new AtomicInteger();

    private static BlobRounds blobs;
    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
        blobs = new BlobRounds(spark);
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK_BY_BLOCK", "CONCURRENT"})
    void failingTasksLeaveNoTrace(BlockSchedule schedule) {
        Learner learner = learner(schedule);
        Parameters expected = blobs.run(schedule, learner, METHOD, BLOCKS);
        FAILURES.set(3);
        assertThat(blobs.run(schedule, learner, new Failing(METHOD, 0), BLOCKS)).isEqualTo(expected);
        assertThat(FAILURES).hasValueLessThanOrEqualTo(0);
    }

    @Test
    void aFailingTaskThatPutsOutputsInThePlaceOfInputsLeavesNoTrace() {
        FAILURES.set(2);
        assertThat(blobs.run(BLOCK_BY_BLOCK, new Watched(STACKED, true), METHOD, BLOCKS))
                .isEqualTo(blobs.run(BLOCK_BY_BLOCK, STACKED, METHOD, BLOCKS));
        assertThat(FAILURES).hasValueLessThanOrEqualTo(0);
    }

    /** Every block of every cached RDD goes after every round, the clients' own examples too. */
    @Test
    void whatIsLostOfTheCacheIsComputedAgainToTheSameBits() {
        Learner watched = new Watched(STACKED, false);
        OPENED.set(0);
        Parameters expected = blobs.run(BLOCK_BY_BLOCK, watched, METHOD, 2 * BLOCKS);
        int openedOnce = OPENED.getAndSet(0);
        Parameters found = blobs.run(
                BLOCK_BY_BLOCK, watched, METHOD, 4, 2 * BLOCKS, fresh(watched), (report, state) -> dropCaches());
        assertThat(found).isEqualTo(expected);
        assertThat(openedOnce).isEqualTo(2 * 4);
        // Partitions are opened again: through one block for its last round, through two for the last block's.
        assertThat(OPENED.get()).isGreaterThan(2 * openedOnce);
    }

    private static void dropCaches() {
        spark.getPersistentRDDs().values().forEach(ScheduleFaultsTest::drop);
    }

    private static void drop(JavaRDD<?> rdd) {
        for (int p = 0; p < rdd.getNumPartitions(); p++) {
            SparkEnv.get().blockManager().removeBlock(new RDDBlockId(rdd.id(), p), true);
        }
    }

    @Test
    void nothingStaysOnTheClusterWhenARunEnds() {
        int before = spark.getPersistentRDDs().size();
        blobs.run(BLOCK_BY_BLOCK, STACKED, METHOD, BLOCKS);
        blobs.run(CONCURRENT, APART, METHOD, 1);
        assertThat(spark.getPersistentRDDs()).hasSize(before);
    }

    @Test
    void theErrorOfOneBlockCancelsTheOthersAndIsTheRounds() throws InterruptedException {
        FAILURES.set(Integer.MAX_VALUE);
        NoPropDt pair =
                new NoPropDt(APART.network(), 1, 6, new Embedding.OneHot(), 0.1, CosineSchedule.defaults(), false, 0);
        int head = pair.block(PROBLEM, 1).layout().size();
        long start = System.nanoTime();
        // One task a block, so that each has a core.
        assertThatThrownBy(() -> blobs.run(CONCURRENT, pair, new Failing(METHOD, head), 1, 1, fresh(pair), NOBODY))
                .isInstanceOf(RoundFailure.class)
                .hasMessageStartingWith("round 1 of 1, block 1: train 7 clients: ")
                .hasMessageContaining("planted");
        FAILURES.set(0);
        // The other would have slept for seven minutes.
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(30);
        for (int i = 0; i < 100 && spark.statusTracker().getActiveJobIds().length > 0; i++) {
            Thread.sleep(50);
        }
        assertThat(spark.statusTracker().getActiveJobIds()).isEmpty();
        assertThat(blobs.run(CONCURRENT, APART, METHOD, 1)).isEqualTo(blobs.run(TOGETHER, APART, METHOD, 1));
    }

    /** Fails as often as {@link #FAILURES} says: in any block, or in those of one size while the others wait. */
    private record Failing(FederatedMethod method, int size) implements FederatedMethod {

        @Override
        public LocalTraining training(Trainable rule, Problem problem) {
            return new FailingTraining(method.training(rule, problem), size);
        }

        @Override
        public ServerUpdate<MeanUpdate> server() {
            return method.server();
        }
    }

    private record FailingTraining(LocalTraining training, int size) implements LocalTraining {

        @Override
        public Task open(Parameters global, RoundContext context) {
            Task task = training.open(global, context);
            return client -> train(task, client, global.size());
        }

        private ClientUpdate train(Task task, Client client, int found) {
            ClientUpdate update = task.train(client);
            if (size != 0 && found != size) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
            if (FAILURES.getAndDecrement() > 0) {
                throw new IllegalStateException("planted");
            }
            return update;
        }

        @Override
        public long weight(int examples) {
            return training.weight(examples);
        }

        @Override
        public long work(int examples) {
            return training.work(examples);
        }
    }

    /** Counts how often a task opens the way through a finished block, and may fail there. */
    private record Watched(StackedBlocks learner, boolean fails) implements StackedBlocks {

        @Override
        public Layout layout(Problem problem) {
            return learner.layout(problem);
        }

        @Override
        public void initialise(Problem problem, float[] parameters, RandomStream random) {
            learner.initialise(problem, parameters, random);
        }

        @Override
        public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
            return learner.trainer(problem, batchCapacity, rule);
        }

        @Override
        public Classifier classifier(Problem problem, int batchCapacity) {
            return learner.classifier(problem, batchCapacity);
        }

        @Override
        public int blocksApart() {
            return learner.blocksApart();
        }

        @Override
        public LoneBlock block(Problem problem, int block) {
            return learner.block(problem, block);
        }

        @Override
        public Encoder outputs(Problem problem, int block, Parameters own) {
            return new WatchedEncoder(learner.outputs(problem, block, own), fails);
        }
    }

    private record WatchedEncoder(Encoder encoder, boolean fails) implements Encoder {

        @Override
        public int dimension(Shape input) {
            return encoder.dimension(input);
        }

        @Override
        public Embedder open(Shape input, int capacity) {
            OPENED.incrementAndGet();
            if (fails && FAILURES.getAndDecrement() > 0) {
                throw new IllegalStateException("planted");
            }
            return encoder.open(input, capacity);
        }
    }
}

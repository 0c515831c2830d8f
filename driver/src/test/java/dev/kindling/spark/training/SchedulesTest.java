package dev.kindling.spark.training;

import static dev.kindling.learn.BlockSchedule.BLOCK_BY_BLOCK;
import static dev.kindling.learn.BlockSchedule.CONCURRENT;
import static dev.kindling.learn.BlockSchedule.TOGETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.aggregation.Mean;
import dev.kindling.data.Client;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.encode.Embedder;
import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.ClientUpdate;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.LocalTraining;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.ServerUpdate;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.Problem;
import dev.kindling.learn.StackedBlocks;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.noprop.CosineSchedule;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten clients of blobs: the same blocks trained together, one after another, and side by side. */
class SchedulesTest {

    private static final int CLIENTS = 10;
    private static final int COHORT = 7;
    private static final int BLOCKS = 3;
    private static final RoundListener NOBODY = (report, state) -> {};
    private static final Problem PROBLEM = new Problem(Shape.flat(8), 3);
    private static final LocalLossLearner STACKED = new LocalLossLearner(
            new DenseNetwork(List.of(16, 12, 8), Activation.RELU, DenseNetwork.Normalise.BATCH),
            CrossEntropy.defaults(),
            Prediction.LAST_BLOCK);
    private static final NoPropDt APART = new NoPropDt(
            new DenseNetwork(List.of(10), Activation.RELU, DenseNetwork.Normalise.BATCH),
            2,
            6,
            new Embedding.OneHot(),
            0.1,
            CosineSchedule.defaults(),
            false,
            0);
    /** Two epochs: the second's order must not depend on what the first drew. */
    private static final FedAvg METHOD =
            new FedAvg(2, 8, Adam.of(0.01), new Schedule.Cosine(), Weighting.BY_EXAMPLE, 1);

    static final AtomicInteger OPENED = new AtomicInteger();
    static final AtomicInteger FAILURES = new AtomicInteger();

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    private static TrainingPlan plan(int rounds) {
        return new TrainingPlan(3, rounds, COHORT, rounds);
    }

    private static Learner learner(BlockSchedule schedule) {
        return schedule == BLOCK_BY_BLOCK ? STACKED : APART;
    }

    private static RunState fresh(Learner learner) {
        return Training.start(learner, PROBLEM, 3);
    }

    private static Parameters run(BlockSchedule schedule, Learner learner, FederatedMethod method, int rounds) {
        return run(schedule, learner, method, 4, rounds, fresh(learner), NOBODY);
    }

    private static Parameters run(
            BlockSchedule schedule,
            Learner learner,
            FederatedMethod method,
            int partitions,
            int rounds,
            RunState from,
            RoundListener listener) {
        ClientSource source =
                new ClientSource(spark, new Blobs(200), new HadoopStorage(spark.hadoopConfiguration(), "/nowhere"));
        int[] owners = new int[200];
        // Unequal clients: the third has three times as many as the others.
        Arrays.setAll(owners, i -> i % (CLIENTS + 2) < CLIENTS ? i % (CLIENTS + 2) : 2);
        try (ClientSet clients = source.clients(Split.TRAIN, new PartitionPlan(owners, CLIENTS), partitions)) {
            return new Training(spark, learner, method, new Mean(), PROBLEM, clients, model -> 0, RoundRules.lenient())
                    .under(schedule)
                    .run(plan(rounds), from, listener)
                    .model();
        }
    }

    private static float[] block(Parameters model, int block) {
        Layout layout = model.layout();
        return Arrays.copyOfRange(model.values(), layout.blockStart(block), layout.blockStart(block + 1));
    }

    @Test
    void theFirstBlockHasTheSameBitsTogetherAndBlockByBlock() {
        Parameters together = run(TOGETHER, STACKED, METHOD, 3);
        Parameters apart = run(BLOCK_BY_BLOCK, STACKED, METHOD, 3 * BLOCKS);
        assertThat(block(apart, 0)).isEqualTo(block(together, 0));
        // The second learns from a finished first one, not from one that learns.
        assertThat(block(apart, 1)).isNotEqualTo(block(together, 1));
    }

    @Test
    void independentBlocksHaveTheSameBitsTogetherAndSideBySide() {
        for (FederatedMethod method : List.of(METHOD, FedAvg.defaults(), FedSgd.defaults())) {
            assertThat(run(CONCURRENT, APART, method, 3)).isEqualTo(run(TOGETHER, APART, method, 3));
        }
        Sgd momentum = new Sgd(0.05, 0.9, 1e-4);
        FedAvg inertial = new FedAvg(2, 8, momentum, new Schedule.Linear(0.2), Weighting.BY_CLIENT, 0.9);
        assertThat(run(CONCURRENT, APART, inertial, 3)).isEqualTo(run(TOGETHER, APART, inertial, 3));
    }

    @ParameterizedTest
    @CsvSource({"BLOCK_BY_BLOCK, 7", "BLOCK_BY_BLOCK, 64", "CONCURRENT, 7", "CONCURRENT, 64"})
    void theModelHasTheSameBitsForAnyPartitioning(BlockSchedule schedule, int partitions) {
        Learner learner = learner(schedule);
        Parameters one = run(schedule, learner, METHOD, 1, BLOCKS, fresh(learner), NOBODY);
        assertThat(run(schedule, learner, METHOD, partitions, BLOCKS, fresh(learner), NOBODY))
                .isEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK_BY_BLOCK", "CONCURRENT"})
    void failingTasksLeaveNoTrace(BlockSchedule schedule) {
        Learner learner = learner(schedule);
        Parameters expected = run(schedule, learner, METHOD, BLOCKS);
        FAILURES.set(3);
        assertThat(run(schedule, learner, new Failing(METHOD, 0), BLOCKS)).isEqualTo(expected);
        assertThat(FAILURES).hasValueLessThanOrEqualTo(0);
    }

    @Test
    void aFailingTaskThatPutsOutputsInThePlaceOfInputsLeavesNoTrace() {
        FAILURES.set(2);
        assertThat(run(BLOCK_BY_BLOCK, new Watched(STACKED, true), METHOD, BLOCKS))
                .isEqualTo(run(BLOCK_BY_BLOCK, STACKED, METHOD, BLOCKS));
        assertThat(FAILURES).hasValueLessThanOrEqualTo(0);
    }

    /** Every block of every cached RDD goes after every round, the clients' own examples too. */
    @Test
    void whatIsLostOfTheCacheIsComputedAgainToTheSameBits() {
        Learner watched = new Watched(STACKED, false);
        OPENED.set(0);
        Parameters expected = run(BLOCK_BY_BLOCK, watched, METHOD, 2 * BLOCKS);
        int openedOnce = OPENED.getAndSet(0);
        Parameters found =
                run(BLOCK_BY_BLOCK, watched, METHOD, 4, 2 * BLOCKS, fresh(watched), (report, state) -> dropCaches());
        assertThat(found).isEqualTo(expected);
        assertThat(openedOnce).isEqualTo(2 * 4);
        // Partitions are opened again: through one block for its last round, through two for the last block's.
        assertThat(OPENED.get()).isGreaterThan(2 * openedOnce);
    }

    private static void dropCaches() {
        spark.getPersistentRDDs().values().forEach(SchedulesTest::drop);
    }

    private static void drop(JavaRDD<?> rdd) {
        for (int p = 0; p < rdd.getNumPartitions(); p++) {
            SparkEnv.get().blockManager().removeBlock(new RDDBlockId(rdd.id(), p), true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK_BY_BLOCK", "CONCURRENT"})
    void aResumeAfterAnyRoundGivesTheSameBits(BlockSchedule schedule) {
        Learner learner = learner(schedule);
        List<RunState> states = new ArrayList<>();
        int rounds = 2 * BLOCKS;
        Parameters straight =
                run(schedule, learner, METHOD, 4, rounds, fresh(learner), (report, state) -> states.add(state));
        for (RunState state : states.subList(0, rounds - 1)) {
            assertThat(run(schedule, learner, METHOD, 2, rounds, state, NOBODY)).isEqualTo(straight);
        }
    }

    @Test
    void onlyTheActiveBlockTravelsBlockByBlock() {
        List<RoundReport> reports = new ArrayList<>();
        List<RunState> states = new ArrayList<>();
        run(BLOCK_BY_BLOCK, STACKED, METHOD, 4, 2 * BLOCKS, fresh(STACKED), (report, state) -> {
            reports.add(report);
            states.add(state);
        });
        Layout layout = STACKED.layout(PROBLEM);
        for (int r = 0; r < reports.size(); r++) {
            int block = r / 2;
            int size = layout.blockStart(block + 1) - layout.blockStart(block);
            assertThat(reports.get(r).bytesDown()).isEqualTo(4L * size * COHORT);
            assertThat(reports.get(r).bytesUp()).isEqualTo(4L * size * COHORT);
            assertThat(reports.get(r).bytesMerged()).isEqualTo(8L * size * 2);
            Parameters before =
                    r == 0 ? fresh(STACKED).model() : states.get(r - 1).model();
            for (int b = 0; b < BLOCKS; b++) {
                boolean same =
                        Arrays.equals(block(before, b), block(states.get(r).model(), b));
                assertThat(same).isEqualTo(b != block);
            }
        }
        assertThat(reports.get(1).loss()).isLessThan(reports.get(0).loss());
        assertThat(reports.get(3).loss()).isLessThan(reports.get(2).loss());
    }

    @Test
    void sideBySideTravelsWhatTravelsTogether() {
        List<RoundReport> reports = new ArrayList<>();
        for (BlockSchedule schedule : List.of(TOGETHER, CONCURRENT)) {
            run(schedule, APART, METHOD, 4, 1, fresh(APART), (report, state) -> reports.add(report));
        }
        RoundReport together = reports.get(0);
        RoundReport apart = reports.get(1);
        assertThat(apart.bytesDown()).isEqualTo(together.bytesDown());
        assertThat(apart.bytesUp()).isEqualTo(together.bytesUp());
        assertThat(apart.bytesMerged()).isEqualTo(together.bytesMerged());
        assertThat(apart.cohort()).isEqualTo(COHORT);
        assertThat(apart.clients()).isEqualTo(COHORT);
        assertThat(apart.examples()).isEqualTo(together.examples());
        assertThat(apart.loss()).isCloseTo(together.loss(), org.assertj.core.data.Offset.offset(1e-3));
    }

    @Test
    void nothingStaysOnTheClusterWhenARunEnds() {
        int before = spark.getPersistentRDDs().size();
        run(BLOCK_BY_BLOCK, STACKED, METHOD, BLOCKS);
        run(CONCURRENT, APART, METHOD, 1);
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
        assertThatThrownBy(() -> run(CONCURRENT, pair, new Failing(METHOD, head), 1, 1, fresh(pair), NOBODY))
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
        assertThat(run(CONCURRENT, APART, METHOD, 1)).isEqualTo(run(TOGETHER, APART, METHOD, 1));
    }

    @Test
    void aScheduleThatDoesNotFitIsRefusedBeforeTheFirstRound() {
        assertThatThrownBy(() -> run(CONCURRENT, STACKED, METHOD, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("together or block-by-block");
        assertThatThrownBy(() -> run(BLOCK_BY_BLOCK, STACKED, METHOD, 4))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("set rounds = 6");
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

package dev.kindling.jobs.bench;

import dev.kindling.aggregation.Mean;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.BlockwiseLearner;
import dev.kindling.learn.LoneBlock;
import dev.kindling.learn.Problem;
import dev.kindling.learn.StackedBlocks;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.noprop.CosineSchedule;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.Training;
import dev.kindling.spark.training.TrainingPlan;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/**
 * Equal blocks trained together and block by block, 2 to 32 of them, as many rounds for each; and independent blocks of one client
 * together and in concurrent jobs, one and two at a time. Jobs are barriers: those of rounds, and those that put a block's outputs in
 * the place of the examples. Nothing is evaluated.
 */
final class Schedules implements Benchmark {

    private static final int WIDTH = 256;
    private static final int BATCH = 64;
    private static final int ROUNDS = 2;
    private static final int REPEATS = 3;
    private static final int INDEPENDENT = 6;
    private static final int CONCURRENT_REPEATS = 5;
    private static final Problem PROBLEM = new Problem(Shape.flat(WIDTH), SyntheticClients.CLASSES);
    private static final FedAvg METHOD =
            new FedAvg(1, BATCH, Adam.of(0.001), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        List<Figure> figures = new ArrayList<>();
        int workers = spark.defaultParallelism();
        try (ClientSet clients = SyntheticClients.of(spark, workers, 8 * BATCH, WIDTH, workers)) {
            clients.load();
            for (int blocks : List.of(2, 4, 8, 16, 32)) {
                StackedBlocks learner = stacked(blocks);
                figures.addAll(measure(spark, learner, clients, BlockSchedule.TOGETHER));
                figures.addAll(measure(spark, learner, clients, BlockSchedule.BLOCK_BY_BLOCK));
            }
        }
        try (ClientSet one = SyntheticClients.of(spark, 1, 128 * BATCH, WIDTH, 1)) {
            one.load();
            figures.addAll(concurrent(spark, one));
        }
        return figures;
    }

    private static StackedBlocks stacked(int blocks) {
        return new LocalLossLearner(
                new DenseNetwork(Collections.nCopies(blocks, WIDTH), Activation.RELU, DenseNetwork.Normalise.NONE),
                CrossEntropy.defaults(),
                Prediction.LAST_BLOCK);
    }

    private static List<Figure> measure(
            JavaSparkContext spark, StackedBlocks learner, ClientSet clients, BlockSchedule schedule) {
        int blocks = learner.blocksApart();
        boolean together = schedule == BlockSchedule.TOGETHER;
        int rounds = together ? ROUNDS : ROUNDS * blocks;
        double[] seconds = new double[REPEATS];
        Cost cost = new Cost();
        for (int i = 0; i < REPEATS; i++) {
            cost = new Cost();
            seconds[i] = run(spark, learner, clients, schedule, 1, rounds, cost);
        }
        String name = blocks + " blocks " + schedule.named();
        double heap = together ? TaskHeap.training(learner, PROBLEM, METHOD, client()) : alone(spark, learner);
        return List.of(
                Figure.once(name + ": heap held by a task", "KB", heap / 1e3),
                Figure.once("  jobs, each a barrier", "jobs", cost.jobs.get()),
                Figure.once("  down", "MB", cost.down / 1e6),
                Figure.once("  up", "MB", cost.up / 1e6),
                Figure.once("  merged", "MB", cost.merged / 1e6),
                Figure.lowest("  " + ROUNDS + " rounds for each block", "s", seconds));
    }

    /** The most that a task of any block holds, whether it trains the block or puts its outputs in the place of examples. */
    private static double alone(JavaSparkContext spark, StackedBlocks learner) {
        double most = 0;
        for (int b = 0; b < learner.blocksApart(); b++) {
            int block = b;
            LoneBlock lone = learner.block(PROBLEM, block);
            Problem reads = lone.problem();
            double training = TaskHeap.training(lone.rule(), reads, METHOD, client());
            double passing = TaskHeap.passing(
                    spark,
                    () -> learner.outputs(
                            PROBLEM,
                            block,
                            new Parameters(
                                    lone.layout(), new float[lone.layout().size()])),
                    reads.input(),
                    client());
            most = Math.max(most, Math.max(training, passing));
        }
        return most;
    }

    /** As block by block, a block's inputs are floats. */
    private static Client client() {
        int rows = 2 * BATCH;
        return new Client(0, new Examples(new FloatFeatures(rows, WIDTH, new float[rows * WIDTH]), new int[rows]));
    }

    /** Interleaved, so that a busy machine is busy for all. */
    private static List<Figure> concurrent(JavaSparkContext spark, ClientSet clients) {
        BlockwiseLearner learner = new NoPropDt(
                new DenseNetwork(List.of(512), Activation.RELU, DenseNetwork.Normalise.NONE),
                INDEPENDENT,
                WIDTH,
                new Embedding.OneHot(),
                0.1,
                CosineSchedule.defaults(),
                false,
                0);
        double[] together = new double[CONCURRENT_REPEATS];
        double[] one = new double[CONCURRENT_REPEATS];
        double[] two = new double[CONCURRENT_REPEATS];
        Cost cost = new Cost();
        for (int i = 0; i < CONCURRENT_REPEATS; i++) {
            together[i] = run(spark, learner, clients, BlockSchedule.TOGETHER, 1, ROUNDS, new Cost());
            one[i] = run(spark, learner, clients, BlockSchedule.CONCURRENT, 1, ROUNDS, new Cost());
            cost = new Cost();
            two[i] = run(spark, learner, clients, BlockSchedule.CONCURRENT, 2, ROUNDS, cost);
        }
        Figure fastest = Figure.lowest("  concurrent, two jobs at a time", "s", two);
        Figure slowest = Figure.lowest("  concurrent, one job at a time", "s", one);
        double heap = 0;
        for (int b = 0; b < learner.blocksApart(); b++) {
            LoneBlock lone = learner.block(PROBLEM, b);
            heap = Math.max(heap, TaskHeap.training(lone.rule(), lone.problem(), METHOD, client()));
        }
        return List.of(
                Figure.lowest("noprop, " + INDEPENDENT + " blocks, 1 client: together", "s", together),
                slowest,
                fastest,
                Figure.once("  two jobs against one, best of each", "%", 100 * slowest.best() / fastest.best()),
                Figure.once("  jobs, concurrent", "jobs", cost.jobs.get()),
                Figure.once("  down, concurrent", "MB", cost.down / 1e6),
                Figure.once("  merged, concurrent", "MB", cost.merged / 1e6),
                Figure.once(
                        "  heap held by a task, together",
                        "KB",
                        TaskHeap.training(learner, PROBLEM, METHOD, client()) / 1e3),
                Figure.once("  heap held by a task, concurrent", "KB", heap / 1e3));
    }

    /** Seconds of a run without evaluation. */
    private static double run(
            JavaSparkContext spark,
            BlockwiseLearner learner,
            ClientSet clients,
            BlockSchedule schedule,
            int jobs,
            int rounds,
            Cost cost) {
        Training training = new Training(
                        spark, learner, METHOD, new Mean(), PROBLEM, clients, model -> 0, RoundRules.lenient())
                .under(schedule, jobs);
        TrainingPlan plan = new TrainingPlan(1, rounds, clients.size(), rounds);
        spark.sc().addSparkListener(cost);
        try {
            long start = System.nanoTime();
            training.run(plan, Training.start(learner, PROBLEM, 1), (report, state) -> cost.add(report));
            double seconds = (System.nanoTime() - start) / 1e9;
            cost.awaitTold(spark);
            return seconds;
        } finally {
            spark.sc().removeSparkListener(cost);
        }
    }

    /** What a run started and sent. */
    private static final class Cost extends SparkListener {

        private final AtomicInteger jobs = new AtomicInteger();
        private double down;
        private double up;
        private double merged;

        @Override
        public void onJobStart(SparkListenerJobStart started) {
            jobs.incrementAndGet();
        }

        /** Spark tells its listeners a little later than it acts. */
        void awaitTold(JavaSparkContext spark) {
            try {
                spark.sc().listenerBus().waitUntilEmpty();
            } catch (TimeoutException late) {
                throw new IllegalStateException("Spark does not tell how many jobs it started", late);
            }
        }

        void add(RoundReport report) {
            down += report.bytesDown();
            up += report.bytesUp();
            merged += report.bytesMerged();
        }
    }
}

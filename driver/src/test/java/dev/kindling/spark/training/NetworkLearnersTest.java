package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.aggregation.Mean;
import dev.kindling.data.Split;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Iid;
import dev.kindling.evaluation.Measure.EpisodeAccuracy;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.bidirectional.Bidirectional;
import dev.kindling.learn.countercurrent.CounterCurrent;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.localloss.AugLocal;
import dev.kindling.learn.localloss.Auxiliary;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.Dgl;
import dev.kindling.learn.localloss.Distance;
import dev.kindling.learn.localloss.GroupGoodness;
import dev.kindling.learn.localloss.InfoPro;
import dev.kindling.learn.localloss.LocalLoss;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Man;
import dev.kindling.learn.localloss.MeanGoodness;
import dev.kindling.learn.localloss.MonoForward;
import dev.kindling.learn.localloss.PredSim;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.localloss.RandomFeatures;
import dev.kindling.learn.localloss.WithClassifier;
import dev.kindling.learn.noprop.CosineSchedule;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.Integrator;
import dev.kindling.learn.noprop.LearnedSchedule;
import dev.kindling.learn.noprop.NoPropCt;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.learn.noprop.NoPropFm;
import dev.kindling.learn.perforated.Perforated;
import dev.kindling.learn.selfcontrast.SelfContrast;
import dev.kindling.learn.softhebb.SoftHebb;
import dev.kindling.learn.sven.LocalSven;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.Renormalised;
import dev.kindling.network.ResNet;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.evaluate.EpisodeEvaluation;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten characters by ten writers: layers that learn end to end and block by block. */
class NetworkLearnersTest {

    private static final Glyphs GLYPHS = new Glyphs(10, 10, 60, 20, 1, 1);

    /** Two steps of each of ten clients: bits differ soon or never. */
    private static final Glyphs FEW = new Glyphs(10, 10, 40, 20, 1, 1);

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

    static List<Learner> learners() {
        ConvNet conv = new ConvNet(8, 3);
        DenseNetwork dense = new DenseNetwork(List.of(64, 64), Activation.RELU, DenseNetwork.Normalise.NONE);
        return List.of(
                new NetworkBackprop(conv),
                new NetworkBackprop(new ResNet(1, List.of(8, 16))),
                local(conv, CrossEntropy.defaults()),
                local(conv, PredSim.defaults()),
                local(conv, new CrossEntropy(new AugLocal(1, 0.5))),
                local(conv, new CrossEntropy(new Man(new AugLocal(1, 0.5), 0.9))),
                local(
                        new DenseNetwork(List.of(64, 64), Activation.RELU, DenseNetwork.Normalise.LAYER),
                        new MonoForward()),
                local(new ConvNet(20, 3), new WithClassifier(GroupGoodness.defaults(), Auxiliary.Pool.defaults())),
                local(new Renormalised(new ConvNet(20, 3)), new MeanGoodness(0.2)),
                local(conv, Distance.defaults()),
                local(dense, InfoPro.defaults()),
                new SelfContrast(dense, 1, 1, 0, 1),
                new NoPropDt(conv, 2, 16, new Embedding.OneHot(), 0.1, CosineSchedule.defaults(), false, 0),
                new NoPropCt(
                        dense,
                        32,
                        new Embedding.OneHot(),
                        1,
                        new LearnedSchedule(0.01, 0.9, 8),
                        Integrator.HEUN,
                        8,
                        false),
                new NoPropFm(dense, 32, new Embedding.OneHot(), 0.1, Integrator.HEUN, 8, false),
                new CounterCurrent(List.of(64, 64), 0.5, 1),
                new Perforated(List.of(32), 1, 2, 2));
    }

    /** Those whose convergence is shown without Spark, or whose others are above. */
    static List<Learner> allLearners() {
        ConvNet conv = new ConvNet(8, 3);
        DenseNetwork dense = new DenseNetwork(List.of(64, 64), Activation.RELU, DenseNetwork.Normalise.NONE);
        List<Learner> all = new ArrayList<>(learners());
        all.addAll(List.of(
                ForwardForward.defaults(),
                new Bidirectional(List.of(32), 1),
                new LocalSven(List.of(32, 32), 2, 0.5, 1e-3),
                new SoftHebb(List.of(8, 8), 3, 1, true, 0.1),
                local(conv, new CrossEntropy(new Dgl())),
                local(conv, RandomFeatures.defaults()),
                new NoPropDt(dense, 2, 16, new Embedding.Learned(8), 0.1, CosineSchedule.defaults(), true, 0)));
        return all;
    }

    private static LocalLossLearner local(Architecture network, LocalLoss loss) {
        return new LocalLossLearner(network, loss, Prediction.LAST_BLOCK);
    }

    /** Few steps of narrow networks: more than five times as often right as by chance. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("learners")
    void charactersAreLearntFromTwoClients(Learner learner) {
        assertThat(run(learner, GLYPHS, 2, 2, Math.max(3, fewestRounds(learner)), 8)
                        .accuracy())
                .isGreaterThan(0.55);
    }

    @ParameterizedTest
    @MethodSource("allLearners")
    void theModelHasTheSameBitsForAnyPartitioningAndWhenTasksFail(Learner learner) {
        int rounds = fewestRounds(learner);
        Outcome expected = run(learner, FEW, 10, 1, rounds, 1);
        FAILURES.set(0);
        for (int partitions : new int[] {7, 64}) {
            assertThat(run(new FailsOnce(learner), FEW, 10, partitions, rounds, 1))
                    .isEqualTo(expected);
        }
        assertThat(FAILURES.get()).isEqualTo(2 * rounds);
    }

    /** One for neurons, two for candidates, one for what they are heard by. */
    private static int fewestRounds(Learner learner) {
        return learner instanceof Perforated ? 4 : 1;
    }

    /** What was learnt of ten characters tells twenty others apart. */
    @Tag("slow")
    @Test
    void encodersTellOtherCharactersApart() {
        for (EncodingLearner learner :
                List.of(new NetworkBackprop(new ConvNet(8, 3)), local(new ConvNet(8, 3), CrossEntropy.defaults()))) {
            Parameters fresh = Training.start(learner, problem(), 1).model();
            double before = episodes(learner, fresh);
            assertThat(episodes(learner, run(learner, GLYPHS, 2, 2, 2, 8).model()))
                    .isGreaterThan(before);
        }
    }

    private static Problem problem() {
        return source(GLYPHS).census(Split.TRAIN).problem();
    }

    private static ClientSource source(Glyphs glyphs) {
        return new ClientSource(spark, glyphs, new HadoopStorage(spark.hadoopConfiguration(), ""));
    }

    private static double episodes(EncodingLearner learner, Parameters model) {
        ClientSource others = source(new Glyphs(20, 10, 60, 60, 5, 1));
        try (ClientSet test = others.clients(
                Split.TEST, new Iid().plan(others.census(Split.TEST).population(), 2, 1), 2)) {
            return new EpisodeEvaluation(spark, learner, problem())
                    .run(test, model, new EpisodeAccuracy(10, 1, 3, 60), 1)
                    .accuracy();
        }
    }

    private record Outcome(Parameters model, double accuracy) {}

    private static Outcome run(Learner learner, Glyphs glyphs, int holders, int partitions, int rounds, int epochs) {
        ClientSource source = source(glyphs);
        ClientSource.Census census = source.census(Split.TRAIN);
        FedAvg method = new FedAvg(epochs, 20, Adam.of(0.003), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        try (ClientSet clients =
                        source.clients(Split.TRAIN, new Iid().plan(census.population(), holders, 1), partitions);
                ClientSet test = source.clients(
                        Split.TEST, new Iid().plan(source.census(Split.TEST).population(), 2, 1), 2)) {
            Evaluation evaluation = new Evaluation(spark, learner, census.problem());
            Training training = new Training(
                    spark,
                    learner,
                    method,
                    new Mean(),
                    census.problem(),
                    clients,
                    model -> evaluation.run(test, model, 0).confusion().accuracy(),
                    RoundRules.lenient());
            RunState start = Training.start(learner, census.problem(), 1);
            Parameters model = training.run(new TrainingPlan(1, rounds, holders, rounds), start, (report, state) -> {})
                    .model();
            return new Outcome(model, evaluation.run(test, model, 0).confusion().accuracy());
        }
    }

    /** Fails after two steps in the first attempt of the first task. */
    record FailsOnce(Learner inner) implements Learner {

        @Override
        public Layout layout(Problem problem) {
            return inner.layout(problem);
        }

        @Override
        public void initialise(Problem problem, float[] parameters, RandomStream random) {
            inner.initialise(problem, parameters, random);
        }

        @Override
        public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
            return failing(inner.trainer(problem, batchCapacity, rule));
        }

        @Override
        public Trainable during(int round, int rounds) {
            return new FailsOncePhase(inner.during(round, rounds));
        }

        private static Trainer failing(Trainer trainer) {
            AtomicInteger steps = new AtomicInteger();
            return (parameters, batch, rateFactor, random) -> {
                TaskContext here = TaskContext.get();
                if (steps.incrementAndGet() == 2 && here.partitionId() == 0 && here.attemptNumber() == 0) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
                return trainer.step(parameters, batch, rateFactor, random);
            };
        }

        @Override
        public Classifier classifier(Problem problem, int batchCapacity) {
            return inner.classifier(problem, batchCapacity);
        }
    }

    /** The same in one round. */
    record FailsOncePhase(Trainable inner) implements Trainable {

        @Override
        public Layout layout(Problem problem) {
            return inner.layout(problem);
        }

        @Override
        public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule) {
            return FailsOnce.failing(inner.trainer(problem, batchCapacity, rule));
        }
    }
}

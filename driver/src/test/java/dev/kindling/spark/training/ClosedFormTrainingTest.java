package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.aggregation.Mean;
import dev.kindling.data.Split;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Iid;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Problem;
import dev.kindling.learn.closedform.CaFo;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.learn.closedform.ClosedFormLearner;
import dev.kindling.learn.closedform.ForwardProjection;
import dev.kindling.learn.closedform.Stage;
import dev.kindling.learn.hebbian.HebbianNetwork;
import dev.kindling.learn.hebbian.Storage;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten characters: a round is a reduce, and who holds what does not matter. */
class ClosedFormTrainingTest {

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

    /** With the accuracy that each must exceed: unsupervised couplings, of N x N sums, tell characters hardly better than chance. */
    static Stream<Arguments> learners() {
        return Stream.of(
                Arguments.of(new CaFo(new Vgg(List.of(8, 16), List.of(1, 2)), 3, 1), 0.4),
                Arguments.of(new ForwardProjection(List.of(100, 60), ForwardProjection.Potential.SIGN, 1), 0.4),
                Arguments.of(new HebbianNetwork(new Storage.PseudoInverse(0.001), 0.3, 1, true), 0.4),
                Arguments.of(new HebbianNetwork(new Storage.Unsupervised(), 0.3, 1, true), 0.05));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void charactersAreLearntToTheSameBitsForAnyPartitioningAnyClientsAndWhenTasksFail(
            ClosedFormLearner learner, double least) {
        Outcome expected = run(learner, 1, 1);
        assertThat(expected.accuracy).isGreaterThan(least);
        FAILURES.set(0);
        assertThat(run(new FailsOnce(learner), 20, 7).model).isEqualTo(expected.model);
        assertThat(run(new FailsOnce(learner), 100, 64).model).isEqualTo(expected.model);
        assertThat(FAILURES.get()).isGreaterThanOrEqualTo(2);
    }

    private record Outcome(Parameters model, double accuracy) {}

    private static Outcome run(ClosedFormLearner learner, int holders, int partitions) {
        ClientSource source = new ClientSource(
                spark, new Glyphs(10, 10, 60, 20, 1, 1), new HadoopStorage(spark.hadoopConfiguration(), ""));
        ClientSource.Census census = source.census(Split.TRAIN);
        try (ClientSet clients =
                        source.clients(Split.TRAIN, new Iid().plan(census.population(), holders, 1), partitions);
                ClientSet test = source.clients(
                        Split.TEST, new Iid().plan(source.census(Split.TEST).population(), 2, 1), 2)) {
            Evaluation evaluation = new Evaluation(spark, learner, census.problem());
            Training training = new Training(
                    spark,
                    learner,
                    new ClosedForm(),
                    new Mean(),
                    census.problem(),
                    clients,
                    model -> evaluation.run(test, model, 0).confusion().accuracy(),
                    RoundRules.lenient());
            List<RoundReport> reports = new ArrayList<>();
            int rounds = learner.stages();
            RunState end = training.run(
                    new TrainingPlan(1, rounds, holders, rounds),
                    Training.start(learner, census.problem(), 1),
                    (report, state) -> reports.add(report));
            assertThat(reports).hasSize(rounds).allSatisfy(report -> assertThat(report.loss())
                    .isGreaterThan(0)
                    .isLessThan(100));
            return new Outcome(
                    end.model(),
                    evaluation.run(test, end.model(), 0).confusion().accuracy());
        }
    }

    /** Fails at its first batch in the first attempt of the first task. */
    private record FailsOnce(ClosedFormLearner inner) implements ClosedFormLearner {

        @Override
        public int stages() {
            return inner.stages();
        }

        @Override
        public Stage stage(Problem problem, int number, long seed) {
            Stage stage = inner.stage(problem, number, seed);
            return new Stage() {
                @Override
                public List<MomentsFormat> formats() {
                    return stage.formats();
                }

                @Override
                public Features open(int capacity) {
                    Features features = stage.open(capacity);
                    return (parameters, inputs, rows) -> {
                        TaskContext here = TaskContext.get();
                        if (here.partitionId() == 0 && here.attemptNumber() == 0) {
                            FAILURES.incrementAndGet();
                            throw new IllegalStateException("on purpose");
                        }
                        return features.of(parameters, inputs, rows);
                    };
                }

                @Override
                public double solve(List<Moments> sums, float[] parameters) {
                    return stage.solve(sums, parameters);
                }
            };
        }

        @Override
        public Layout layout(Problem problem) {
            return inner.layout(problem);
        }

        @Override
        public void initialise(Problem problem, float[] parameters, RandomStream random) {
            inner.initialise(problem, parameters, random);
        }

        @Override
        public Classifier classifier(Problem problem, int batchCapacity) {
            return inner.classifier(problem, batchCapacity);
        }
    }
}

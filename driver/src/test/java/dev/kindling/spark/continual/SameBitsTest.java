package dev.kindling.spark.continual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.ClassSequence;
import dev.kindling.continual.ClientOrder;
import dev.kindling.continual.Presence;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.DarkExperienceReplay;
import dev.kindling.continual.strategy.Ewc;
import dev.kindling.continual.strategy.GDumb;
import dev.kindling.continual.strategy.Icarl;
import dev.kindling.continual.strategy.LearningWithoutForgetting;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.continual.strategy.SynapticIntelligence;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.FeatureMap;
import dev.kindling.learn.FisherDiagonal;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Layout;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Model, what is kept and all counts have the same bits for any partitioning and whatever fails. */
class SameBitsTest {

    private static final Backprop NETWORK = new Backprop(List.of(8));
    private static final ClassIncremental THREE =
            new ClassIncremental(3, 0, ClassSequence.SHUFFLED, ClientOrder.SHIFTED, new Presence.Always(), 0, 0);
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

    static List<Strategy> strategies() {
        return List.of(
                new Ewc(10, 0.9),
                new SynapticIntelligence(10, 0.01),
                LearningWithoutForgetting.defaults(),
                new DarkExperienceReplay(20, 8, 0.5, 1),
                new GDumb(60, 2),
                new Icarl(20, 8, 30));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theResultHasTheSameBitsForAnyPartitioningAndWhenTasksFail(Strategy strategy) {
        List<Object> expected = bits(new Streams(spark, new Blobs(240), 9, 1, 1, 1).run(NETWORK, strategy, THREE));
        for (int partitions : new int[] {7, 64}) {
            assertThat(bits(new Streams(spark, new Blobs(240), 9, partitions, 1, 1).run(NETWORK, strategy, THREE)))
                    .isEqualTo(expected);
        }
        FAILURES.set(0);
        assertThat(bits(new Streams(spark, new Blobs(240), 9, 4, 1, 1).run(new FailsOnce(NETWORK), strategy, THREE)))
                .isEqualTo(expected);
        assertThat(FAILURES.get()).isGreaterThanOrEqualTo(3);
    }

    private static List<Object> bits(ContinualState state) {
        Carried carried = state.carried();
        return List.of(
                carried.model(),
                carried.importance() == null ? "none" : carried.importance(),
                carried.memory(),
                java.util.Arrays.hashCode(carried.means()),
                state.accuracy());
    }

    /** Fails after two steps in the first attempt of every first task that trains, and of every one that measures. */
    record FailsOnce(Backprop inner) implements GradientLearner {

        @Override
        public Layout layout(Problem problem) {
            return inner.layout(problem);
        }

        @Override
        public void initialise(Problem problem, float[] parameters, RandomStream random) {
            inner.initialise(problem, parameters, random);
        }

        @Override
        public Trainer trainer(Problem problem, int batchCapacity, UpdateRule rule, OutputLoss loss) {
            Trainer trainer = inner.trainer(problem, batchCapacity, rule, loss);
            AtomicInteger steps = new AtomicInteger();
            return (parameters, batch, rateFactor, random) -> {
                fail(steps.incrementAndGet() == 2);
                return trainer.step(parameters, batch, rateFactor, random);
            };
        }

        private static void fail(boolean now) {
            TaskContext here = TaskContext.get();
            if (now && here != null && here.partitionId() == 0 && here.attemptNumber() == 0) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public Classifier classifier(Problem problem, int batchCapacity) {
            return inner.classifier(problem, batchCapacity);
        }

        @Override
        public int featureWidth(Problem problem) {
            return inner.featureWidth(problem);
        }

        @Override
        public FeatureMap featureMap(Problem problem, int batchCapacity) {
            return inner.featureMap(problem, batchCapacity);
        }

        @Override
        public FisherDiagonal fisher(Problem problem, int batchCapacity) {
            FisherDiagonal fisher = inner.fisher(problem, batchCapacity);
            AtomicInteger batches = new AtomicInteger();
            return (parameters, batch, sum) -> {
                fail(batches.incrementAndGet() == 2);
                fisher.add(parameters, batch, sum);
            };
        }
    }
}

package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.federated.FedAvg;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong on a cluster, and what order things happen in, leaves no trace in the model. */
class FailuresTest {

    private static final int CLIENTS = 20;
    private static final int PARTITIONS = 5;
    private static final Backprop LEARNER = new Backprop(List.of(16));
    private static final TrainingPlan PLAN = new TrainingPlan(9, 4, 10, 4);
    static final AtomicInteger FAILURES = new AtomicInteger();

    private static JavaSparkContext spark;
    private static Problem problem;
    private static ClientSource source;
    private static Parameters expected;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
        source = new ClientSource(spark, new Blobs(400), new HadoopStorage(spark.hadoopConfiguration(), ""));
        problem = source.census(Split.TRAIN).problem();
        expected = train(LEARNER, clients(), (report, state) -> {});
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @Test
    void tasksThatFailInTheMiddleOfEveryRoundChangeNothing() {
        FAILURES.set(0);
        Parameters model = train(new FailsOnce(LEARNER), clients(), (report, state) -> {
            assertThat(report.clients()).isEqualTo(10);
        });
        assertThat(FAILURES.get()).isGreaterThanOrEqualTo(PLAN.rounds());
        assertThat(model).isEqualTo(expected);
    }

    @Test
    void clientsThatFellOutOfTheCacheAreReadAgain() {
        ClientSet clients = clients();
        Parameters model = train(LEARNER, clients, (report, state) -> {
            clients.rdd().unpersist(true);
            clients.rdd().persist(StorageLevel.MEMORY_AND_DISK());
        });
        assertThat(model).isEqualTo(expected);
    }

    @Test
    void theOrderOfClientsInAPartitionDoesNotMatter() {
        JavaRDD<Client> backwards = clients().rdd().mapPartitions(clients -> {
            List<Client> all = new ArrayList<>();
            clients.forEachRemaining(all::add);
            Collections.reverse(all);
            return all.iterator();
        });
        ClientSet sizes = clients();
        int[] examples = new int[CLIENTS];
        java.util.Arrays.setAll(examples, sizes::examples);
        assertThat(train(LEARNER, new ClientSet(backwards, examples, PARTITIONS), (report, state) -> {}))
                .isEqualTo(expected);
    }

    private static ClientSet clients() {
        return source.clients(
                Split.TRAIN, new Iid().plan(source.census(Split.TRAIN).population(), CLIENTS, 3), PARTITIONS);
    }

    private static Parameters train(Learner learner, ClientSet clients, RoundListener listener) {
        try (ClientSet all = clients;
                ClientSet test = clients()) {
            Training training = new Training(spark, learner, FedAvg.defaults(), problem, all, test);
            return training.run(PLAN, Training.start(learner, problem, PLAN.seed()), listener)
                    .model();
        }
    }

    /** In the first attempt of a round's first task, fails after a few steps: half of the work is done by then. */
    record FailsOnce(Learner inner) implements Learner {
        @Override
        public Layout layout(Problem task) {
            return inner.layout(task);
        }

        @Override
        public void initialise(Problem task, float[] parameters, RandomStream random) {
            inner.initialise(task, parameters, random);
        }

        @Override
        public Trainer trainer(Problem task, int batchCapacity, UpdateRule rule) {
            Trainer trainer = inner.trainer(task, batchCapacity, rule);
            AtomicInteger steps = new AtomicInteger();
            return (parameters, batch, rateFactor, random) -> {
                TaskContext here = TaskContext.get();
                if (steps.incrementAndGet() == 3 && here.partitionId() == 0 && here.attemptNumber() == 0) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
                return trainer.step(parameters, batch, rateFactor, random);
            };
        }

        @Override
        public Classifier classifier(Problem task, int batchCapacity) {
            return inner.classifier(task, batchCapacity);
        }
    }
}

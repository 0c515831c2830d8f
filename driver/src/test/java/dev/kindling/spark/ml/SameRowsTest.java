package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Split;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data frame is a bag of rows: the same rows give the same model to the last bit, wherever they lie. */
class SameRowsTest {

    static final AtomicInteger FAILURES = new AtomicInteger();

    private static SparkSession spark;
    private static List<Row> rows;
    private static float[] locally;
    private static float[] federally;
    private static List<Vector> exactly;

    @BeforeAll
    static void start() {
        spark = Rows.session("local[2,4]");
        rows = new ArrayList<>(Rows.blobs(Split.TRAIN, 150));
        // Equal rows, which nothing can tell apart.
        rows.addAll(rows.subList(0, 20));
        rows.add(RowFactory.create(1.0, Vectors.dense(0, -0.0, 0.5, 0, 0, -0.0, 0, 1), "site-3"));
        Dataset<Row> frame = Rows.frame(spark, rows);
        locally = trained(local(), frame);
        federally = trained(federated(), frame);
        exactly = answers(new ExactHeadClassifier().fit(frame));
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Dataset<Row> shuffled(int partitions) {
        List<Row> other = new ArrayList<>(rows);
        Collections.shuffle(other, new Random(partitions));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataFrame(context.parallelize(other, partitions), Rows.SCHEMA);
    }

    private static float[] trained(TrainedClassifier<?> estimator, Dataset<Row> frame) {
        return estimator.fit(frame).parameters().orElseThrow().values();
    }

    private static LocalLearningClassifier local() {
        return new LocalLearningClassifier().setRounds(2).setWorkers(5).setSeed(3);
    }

    private static FederatedClassifier federated() {
        return new FederatedClassifier().setRounds(2).setFraction(0.5).setLearner(new Backprop(List.of(6)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void virtualWorkersNamedClientsAndSumsAreTheSame(int partitions) {
        Dataset<Row> frame = shuffled(partitions).cache();
        assertThat(trained(local(), frame)).isEqualTo(locally);
        assertThat(trained(federated(), frame)).isEqualTo(federally);
        assertThat(answers(new ExactHeadClassifier().fit(frame))).isEqualTo(exactly);
        frame.unpersist();
    }

    private static List<Vector> answers(KindlingClassificationModel model) {
        return rows.stream().map(row -> model.predictRaw(row.getAs(1))).toList();
    }

    @Test
    void sparseVectorsCountAsTheDenseOnesTheyEqual() {
        List<Row> sparse = rows.stream()
                .map(row -> RowFactory.create(row.get(0), row.<Vector>getAs(1).toSparse(), row.get(2)))
                .toList();
        assertThat(trained(local(), Rows.frame(spark, sparse))).isEqualTo(trained(local(), Rows.frame(spark, rows)));
    }

    @Test
    void anotherSeedIsAnotherModel() {
        assertThat(trained(local().setSeed(4), Rows.frame(spark, rows))).isNotEqualTo(locally);
    }

    @Test
    void oneEqualRowLessIsAnotherModel() {
        assertThat(trained(local(), Rows.frame(spark, rows.subList(1, rows.size()))))
                .isNotEqualTo(locally);
    }

    @Test
    void tasksThatFailChangeNothing() {
        FAILURES.set(0);
        Backprop plain = new Backprop(List.of(6));
        LocalLearningClassifier estimator = local().setLearner(new FailsOnce(plain));
        float[] model = trained(estimator, Rows.frame(spark, rows));
        assertThat(FAILURES.get()).isPositive();
        assertThat(model).isEqualTo(trained(local().setLearner(plain), Rows.frame(spark, rows)));
    }

    /** Fails in the middle of the first attempt of each round's first task. A learner of the tests' own, as a caller's would be. */
    record FailsOnce(Backprop inner) implements Learner {
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
            return (parameters, batch, rateFactor, random) -> {
                double loss = trainer.step(parameters, batch, rateFactor, random);
                TaskContext here = TaskContext.get();
                if (here.partitionId() == 0 && here.attemptNumber() == 0) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
                return loss;
            };
        }

        @Override
        public Classifier classifier(Problem task, int batchCapacity) {
            return inner.classifier(task, batchCapacity);
        }
    }
}

package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.head.Ridge;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved and loaded is what it was. */
class PersistenceTest {

    private static SparkSession spark;
    private static Dataset<Row> rows;

    @BeforeAll
    static void start() {
        spark = Rows.session("local[2]");
        rows = Rows.frame(spark, Rows.blobs(Split.TRAIN, 60)).cache();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    static Stream<KindlingClassifier<?>> estimators() {
        return Stream.of(
                new LocalLearningClassifier()
                        .setRounds(1)
                        .setLearner(new Backprop(List.of(4)))
                        .setSeed(9),
                new ForwardForwardClassifier().setRounds(1).setHiddenLayers(6).setPredictionCol("answer"),
                new FederatedClassifier().setRounds(1).setFraction(0.3),
                new PrototypeClassifier().setDistanceMeasure("cosine"),
                new ExactHeadClassifier().setHead(new Ridge(0.5)).setGridBits(12));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void estimatorsAndModels(KindlingClassifier<?> estimator, @TempDir Path folder) throws Exception {
        String path = folder.resolve("estimator").toString();
        estimator.write().save(path);
        KindlingClassifier<?> again = DefaultParamsReader.loadParamsInstance(path, spark.sparkContext());
        assertThat(again).isInstanceOf(estimator.getClass());
        assertThat(again.uid()).isEqualTo(estimator.uid());
        assertThat(explained(again)).isEqualTo(explained(estimator));

        KindlingClassificationModel model = estimator.fit(rows);
        String modelPath = folder.resolve("model").toString();
        model.save(modelPath);
        KindlingClassificationModel loaded = KindlingClassificationModel.load(modelPath);
        assertThat(loaded.uid()).isEqualTo(model.uid());
        assertThat(loaded.explainParams()).isEqualTo(model.explainParams());
        assertThat(loaded.learner()).isEqualTo(model.learner());
        assertThat(loaded.transform(rows).columns())
                .isEqualTo(model.transform(rows).columns());
        for (Row row : rows.collectAsList()) {
            Vector features = row.getAs("features");
            assertThat(loaded.predictRaw(features)).isEqualTo(model.predictRaw(features));
        }
    }

    @Test
    void anEstimatorThatWasLoadedLearnsTheSame(@TempDir Path folder) throws IOException {
        LocalLearningClassifier estimator =
                new LocalLearningClassifier().setRounds(1).setSeed(9);
        estimator.save(folder.resolve("estimator").toString());
        LocalLearningClassifier again =
                LocalLearningClassifier.load(folder.resolve("estimator").toString());
        assertThat(again.fit(rows).parameters()).isEqualTo(estimator.fit(rows).parameters());
    }

    @Test
    void aModelThatCannotBeSavedLeavesNoFolder(@TempDir Path folder) {
        KindlingClassificationModel model = new LocalLearningClassifier()
                .setRounds(1)
                .setLearner(new Noted(new Backprop(List.of(2)), Map.of()))
                .fit(rows);
        assertThatThrownBy(() -> model.save(folder.resolve("model").toString()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("cannot be saved");
        assertThat(folder.resolve("model")).doesNotExist();
    }

    /** A record with a component that files have no words for. */
    record Noted(Backprop inner, Map<String, String> notes) implements Learner {
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
            return inner.trainer(task, batchCapacity, rule);
        }

        @Override
        public Classifier classifier(Problem task, int batchCapacity) {
            return inner.classifier(task, batchCapacity);
        }
    }

    /** Every param as files have it: Spark explains arrays by their address. */
    private static List<String> explained(Params owner) {
        return Arrays.stream(owner.params())
                .map(param -> param.name() + " " + owner.isSet(param) + " " + json(owner, param))
                .toList();
    }

    private static <T> String json(Params owner, Param<T> param) {
        return owner.isDefined(param) ? param.jsonEncode(owner.getOrDefault(param)) : "none";
    }

    @Test
    void pipelinesOfThem(@TempDir Path folder) throws Exception {
        PipelineModel model = new Pipeline()
                .setStages(new PipelineStage[] {new ExactHeadClassifier()})
                .fit(rows);
        String path = folder.resolve("pipeline").toString();
        model.save(path);
        assertThat(PipelineModel.load(path).transform(rows).collectAsList())
                .isEqualTo(model.transform(rows).collectAsList());
    }

    @Test
    void aCopyIsAnotherWithTheSameParams() {
        LocalLearningClassifier estimator = new LocalLearningClassifier().setRounds(3);
        LocalLearningClassifier copy = estimator.copy(
                new org.apache.spark.ml.param.ParamMap().put(estimator.seed().w(8)));
        assertThat(copy.uid()).isEqualTo(estimator.uid());
        assertThat(copy.getRounds()).isEqualTo(3);
        assertThat(copy.getSeed()).isEqualTo(8);
        assertThat(estimator.getSeed()).isEqualTo(1);
        KindlingClassificationModel model = new PrototypeClassifier().fit(rows);
        KindlingClassificationModel other = model.copy(new org.apache.spark.ml.param.ParamMap()
                .put(model.predictionCol().w("other")));
        assertThat(other.transform(rows).columns()).contains("other");
        assertThat(other.parent()).isEqualTo(model.parent());
    }

    @Test
    void aModelThatWasNotSavedWholeIsRefused(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("model");
        new PrototypeClassifier().fit(rows).save(path.toString());
        Path sums = path.resolve("data/sums.bin");
        byte[] bytes = Files.readAllBytes(sums);
        Files.delete(path.resolve("data/.sums.bin.crc"));
        Files.write(sums, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        refuses(path, "sums.bin is missing or cut short");
        Files.delete(sums);
        refuses(path, "sums.bin is missing or cut short");
        Path card = path.resolve("data/card.json");
        Files.delete(path.resolve("data/.card.json.crc"));
        Files.writeString(card, Files.readString(card).replace("\"version\":1", "\"version\":2"));
        refuses(path, "model format version: expected 1, found 2");
    }

    private static void refuses(Path path, String words) {
        assertThatThrownBy(() -> KindlingClassificationModel.load(path.toString()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(words);
    }

    @Test
    void nothingIsOverwrittenUnasked(@TempDir Path folder) throws IOException {
        KindlingClassificationModel model = new PrototypeClassifier().fit(rows);
        String path = folder.resolve("model").toString();
        model.save(path);
        assertThatThrownBy(() -> model.save(path)).hasMessageContaining("already exists");
        model.write().overwrite().save(path);
        assertThat(KindlingClassificationModel.load(path).numClasses()).isEqualTo(3);
    }
}

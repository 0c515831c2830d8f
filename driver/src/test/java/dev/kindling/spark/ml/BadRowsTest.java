package dev.kindling.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Split;
import dev.kindling.fault.UserMistake;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.nn.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What cannot be learnt from ends with one line that names the column and the cure; what is wrong of the schema Spark ML says itself. */
class BadRowsTest {

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = Rows.session("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Dataset<Row> with(@Nullable Object label, double... features) {
        List<Row> rows = new ArrayList<>(Rows.blobs(Split.TRAIN, 20));
        rows.add(RowFactory.create(label, Vectors.dense(features), "site-1"));
        return Rows.frame(spark, rows);
    }

    private static void refuses(KindlingClassifier<?> estimator, Dataset<Row> frame, String... words) {
        assertThatThrownBy(() -> estimator.fit(frame))
                .isInstanceOf(UserMistake.class)
                .message()
                .contains(words)
                .doesNotContain("\n");
    }

    private static LocalLearningClassifier local() {
        return new LocalLearningClassifier().setRounds(1);
    }

    @Test
    void featuresThatAreNotFinite() {
        refuses(local(), with(1.0, 0, 0, Double.NaN, 0, 0, 0, 0, 0), "NaN", "value 2 of column features", "Imputer");
        refuses(new PrototypeClassifier(), with(1.0, 0, 0, 0, 0, 0, 0, 0, 1e39), "1.0E39", "column features");
    }

    @Test
    void vectorsOfAnotherSize() {
        refuses(local(), with(1.0, 0, 0), "expected 8 values, found 2", "column features");
    }

    @Test
    void labelsThatAreNoClasses() {
        refuses(local(), with(-1.0, 0, 0, 0, 0, 0, 0, 0, 0), "[0, 3)", "-1.0", "column label", "StringIndexer");
        refuses(local(), with(0.5, 0, 0, 0, 0, 0, 0, 0, 0), "0.5", "column label", "StringIndexer");
        refuses(local(), with(7.5, 0, 0, 0, 0, 0, 0, 0, 0), "7.5", "column label", "StringIndexer");
        refuses(local(), with(null, 0, 0, 0, 0, 0, 0, 0, 0), "null", "column label", "StringIndexer");
        refuses(local(), with(123456.0, 0, 0, 0, 0, 0, 0, 0, 0), "123456.0", "below 1000", "StringIndexer");
    }

    @Test
    void noRowsAndOneClass() {
        Dataset<Row> frame = Rows.frame(spark, Rows.blobs(Split.TRAIN, 20));
        refuses(local(), frame.limit(0), "no rows", "column label");
        refuses(local(), frame.filter("label = 0"), "at least 2, found 1", "column label");
    }

    @Test
    void noRowsWhereTheColumnsSayWhatTheyWouldHold() {
        Dataset<Row> frame = Rows.frame(spark, Rows.blobs(Split.TRAIN, 20)).limit(0);
        Dataset<Row> declared = frame.withColumn(
                        "label",
                        frame.col("label")
                                .as(
                                        "label",
                                        NominalAttribute.defaultAttr()
                                                .withName("label")
                                                .withNumValues(3)
                                                .toMetadata()))
                .withColumn(
                        "features",
                        frame.col("features").as("features", new AttributeGroup("features", 8).toMetadata()));
        refuses(local(), declared, "no rows to learn from", "label");
        refuses(new ExactHeadClassifier(), declared, "no rows to learn from", "features");
    }

    @Test
    void rowsOfNobody() {
        List<Row> rows = new ArrayList<>(Rows.blobs(Split.TRAIN, 20));
        rows.add(RowFactory.create(1.0, Vectors.zeros(8), null));
        refuses(new FederatedClassifier().setRounds(1), Rows.frame(spark, rows), "null", "column client");
    }

    @Test
    void featuresBeyondTheGridOfSums() {
        refuses(new ExactHeadClassifier(), with(1.0, 0, 0, 0, 0, 0, 0, 0, 1000), "127.99", "1 rows", "gridBits");
        KindlingClassificationModel coarser =
                new ExactHeadClassifier().setGridBits(8).fit(with(1.0, 0, 0, 0, 0, 0, 0, 0, 1000));
        assertThat(coarser.numClasses()).isEqualTo(3);
    }

    @Test
    void trainingThatDiverges() {
        assertThatThrownBy(() -> local().setOptimizer(Sgd.of(1e30)).fit(Rows.frame(spark, Rows.blobs(Split.TRAIN, 20))))
                .message()
                .contains("client")
                .doesNotContain("\n");
    }

    @Test
    void whatSparkMlHasNoPlaceFor() {
        Dataset<Row> frame = Rows.frame(spark, Rows.blobs(Split.TRAIN, 20));
        refuses(local().setLearner(PrototypicalNetwork.defaults()), frame, "episodes");
        refuses(new ExactHeadClassifier().setHead(KeyValueBottleneck.defaults()), frame, "key-value-bottleneck");
        refuses(local().setImageShape(1, 3, 3), frame, "imageShape", "1x3x3", "8");
    }

    @Test
    void schemasThatDoNotFitInSparksOwnWords() {
        Dataset<Row> frame = Rows.frame(spark, Rows.blobs(Split.TRAIN, 20));
        assertThatThrownBy(() -> local().fit(frame.drop("label")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label does not exist. Available: features, client");
        assertThatThrownBy(() -> local().setFeaturesCol("client").fit(frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Column client must be of type class org.apache.spark.ml.linalg.VectorUDT");
        assertThatThrownBy(() -> new FederatedClassifier().setClientCol("who").fit(frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("who does not exist.");
        assertThatThrownBy(
                        () -> new FederatedClassifier().setClientCol("features").fit(frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Column features must be of type numeric");
        assertThatThrownBy(() -> local().setRounds(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameter rounds given invalid value 0");
    }
}

package dev.kindling.spark.ml;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.wire.KindlingRegistrator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Sessions and data frames for tests of estimators. */
final class Rows {

    static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType())
            .add("client", DataTypes.StringType);

    private Rows() {}

    /** As a user would start one for Kindling: Kryo, but no registration of all else. */
    static SparkSession session(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .config("spark.kryo.registrator", KindlingRegistrator.class.getName())
                .getOrCreate();
    }

    /** Three blobs in eight dimensions: label, features and one of seven clients. */
    static List<Row> blobs(Split split, int size) {
        try (ExampleStream stream = new Blobs(size).open(split, path -> {
            throw new FileNotFoundException(path);
        })) {
            Chunk chunk = Objects.requireNonNull(stream.next(size));
            float[] values = new float[stream.shape().size()];
            List<Row> rows = new ArrayList<>();
            for (int row = 0; row < size; row++) {
                chunk.examples().features().copyRow(row, values, 0);
                double[] vector = new double[values.length];
                java.util.Arrays.setAll(vector, i -> values[i]);
                rows.add(RowFactory.create(
                        (double) chunk.examples().label(row), Vectors.dense(vector), "site-" + row % 7));
            }
            return rows;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
        return spark.createDataFrame(rows, SCHEMA);
    }

    static double accuracy(Dataset<Row> predicted) {
        return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
    }
}

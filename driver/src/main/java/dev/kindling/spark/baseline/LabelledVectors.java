package dev.kindling.spark.baseline;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The training examples as Spark ML takes them: a data frame of a label and a vector of float64. */
final class LabelledVectors {

    private LabelledVectors() {}

    static Dataset<Row> of(BaselineTask task) {
        StructType schema = new StructType(new StructField[] {
            DataTypes.createStructField("label", DataTypes.DoubleType, false),
            DataTypes.createStructField("features", SQLDataTypes.VectorType(), false)
        });
        int cores = task.spark().defaultParallelism();
        JavaRDD<Row> rows = task.clients()
                .rdd()
                .coalesce(Math.min(cores, task.clients().partitions()))
                .flatMap(LabelledVectors::rows);
        return SparkSession.builder()
                .config(task.spark().getConf())
                .getOrCreate()
                .createDataFrame(rows, schema);
    }

    private static Iterator<Row> rows(Client client) {
        Examples examples = client.examples();
        int width = examples.features().width();
        float[] values = new float[width];
        return IntStream.range(0, examples.size())
                .mapToObj(example -> {
                    examples.features().copyRow(example, values, 0);
                    double[] vector = new double[width];
                    for (int i = 0; i < width; i++) {
                        vector[i] = values[i];
                    }
                    return RowFactory.create((double) examples.label(example), Vectors.dense(vector));
                })
                .iterator();
    }
}

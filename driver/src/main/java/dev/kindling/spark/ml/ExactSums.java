package dev.kindling.spark.ml;

import dev.kindling.data.Client;
import dev.kindling.encode.Pixels;
import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.KeyValueBottleneck;
import dev.kindling.head.Moments;
import dev.kindling.spark.head.HeadLearning;
import dev.kindling.tensor.Shape;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;

/** Heads from one exact reduce over the rows, where they lie: no shuffle, no client. */
final class ExactSums {

    private static final int MOST_BITS = 20;

    private ExactSums() {}

    static IntParam gridBits(Identifiable owner) {
        return new IntParam(
                owner,
                "gridBits",
                "features are rounded to multiples of 2^-gridBits, below 2^(21 - gridBits) in magnitude (in [0, 20])",
                ParamValidators.inRange(0, MOST_BITS));
    }

    static Scores learn(JavaSparkContext spark, Dataset<?> rows, Table table, Head head, int gridBits) {
        if (head instanceof KeyValueBottleneck) {
            throw new UserMistake(
                    "head: key-value-bottleneck wants keys placed before it learns, which Spark ML has no place for;"
                            + " take another head, or kindling continual");
        }
        Grid grid = new Grid(gridBits);
        JavaRDD<Client> holders = rows.select(rows.col(table.labelCol()), rows.col(table.featuresCol()))
                .javaRDD()
                .mapPartitionsToPair(new ReadRows(table, 0, new Deal.ToOne()))
                .map(part -> new Client(part._1(), part._2()));
        // A data frame without rows may have no partitions either.
        table.requireRows(holders.getNumPartitions());
        Moments moments = new HeadLearning(spark, new Pixels(), head, Shape.flat(table.width()), table.classes(), grid)
                .of(holders);
        if (moments.refused() > 0) {
            throw UserMistake.of(
                    "features",
                    "magnitudes up to " + grid.largest(),
                    moments.refused() + " rows with larger ones",
                    "column " + table.featuresCol(),
                    "scale them first, with StandardScaler, or lower gridBits");
        }
        table.requireRows(moments.examples());
        return HeadScores.of(head, grid, table, moments);
    }
}

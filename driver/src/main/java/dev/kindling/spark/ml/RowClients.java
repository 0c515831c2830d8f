package dev.kindling.spark.ml;

import dev.kindling.data.Examples;
import dev.kindling.fault.UserMistake;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.DealtExamples;
import java.util.Arrays;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Clients of the rows of a data frame. */
final class RowClients {

    private static final int MOST_PARTITIONS = 256;

    private RowClients() {}

    /** So many virtual workers, who have no rows in common. */
    static ClientSet byContent(Dataset<?> rows, Table table, int lead, int workers, long seed) {
        Dataset<Row> chosen = rows.select(rows.col(table.labelCol()), rows.col(table.featuresCol()));
        JavaPairRDD<Integer, Examples> dealt =
                chosen.javaRDD().mapPartitionsToPair(new ReadRows(table, lead, new Deal.ByContent(workers, seed)));
        return DealtExamples.together(dealt, workers, Math.min(workers, MOST_PARTITIONS), null);
    }

    /** A client for each name in a column; ids are places in the ascending order of names. */
    static ClientSet byName(JavaSparkContext spark, Dataset<?> rows, Table table, int lead, String clientCol) {
        Column client = rows.col(clientCol).cast("string");
        String[] names = rows.select(client).distinct().collectAsList().stream()
                .map(row -> row.isNullAt(0) ? "" : row.getString(0))
                .toArray(String[]::new);
        Arrays.sort(names);
        if (names.length == 0) {
            throw new UserMistake("no clients in column " + clientCol + "; give at least one row");
        }
        Dataset<Row> chosen = rows.select(rows.col(table.labelCol()), rows.col(table.featuresCol()), client);
        Broadcast<String[]> all = spark.broadcast(names);
        try {
            JavaPairRDD<Integer, Examples> dealt =
                    chosen.javaRDD().mapPartitionsToPair(new ReadRows(table, lead, new Deal.ByName(all, clientCol)));
            return DealtExamples.together(dealt, names.length, Math.min(names.length, MOST_PARTITIONS), all);
        } catch (Throwable failed) {
            all.destroy();
            throw failed;
        }
    }
}

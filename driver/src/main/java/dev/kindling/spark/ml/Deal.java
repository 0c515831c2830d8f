package dev.kindling.spark.ml;

import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.shard.ContentOrder;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** To whom a row goes: a function of the row alone, never of its place in the data frame. */
sealed interface Deal extends Serializable {

    /** A client's id; {@code values[offset .. offset + width)} are the row's features. */
    int clientOf(Row row, int label, float[] values, int offset, int width);

    /** All to one, where it makes no difference. */
    record ToOne() implements Deal {

        @Override
        public int clientOf(Row row, int label, float[] values, int offset, int width) {
            return 0;
        }
    }

    /** To one of so many virtual workers, by a hash of the seed and of what the row holds. Equal rows go to the same. */
    record ByContent(int workers, long seed) implements Deal {

        @Override
        public int clientOf(Row row, int label, float[] values, int offset, int width) {
            long content = ContentOrder.hash(label, values, offset, width);
            return RandomStream.of(seed, "virtual-worker", content).nextInt(workers);
        }
    }

    /** To the client that the third column names; {@code names} are all of them, ascending. */
    record ByName(Broadcast<String[]> names, String clientCol) implements Deal {

        @Override
        public int clientOf(Row row, int label, float[] values, int offset, int width) {
            if (row.isNullAt(2)) {
                throw UserMistake.of(
                        "a client", "a name or number", "null", "column " + clientCol, "drop rows that nobody holds");
            }
            int client = Arrays.binarySearch(names.value(), row.getString(2));
            if (client < 0) {
                throw UserMistake.of(
                        "clients",
                        "the same in every pass over the data frame",
                        row.getString(2),
                        "column " + clientCol,
                        "cache the data frame, or make the column reproducible");
            }
            return client;
        }
    }
}

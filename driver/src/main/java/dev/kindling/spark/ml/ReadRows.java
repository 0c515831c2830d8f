package dev.kindling.spark.ml;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Reads rows of (label, features, and the client where one is named) in a task, some at a time, and gives each client's among them to it.
 *
 * @param lead zeros to put before the features of each row
 */
record ReadRows(Table table, int lead, Deal deal)
        implements PairFlatMapFunction<Iterator<Row>, Integer, Examples>, Serializable {

    private static final int MOST_ROWS = 4096;
    private static final int MOST_VALUES = 1 << 22;

    @Override
    public Iterator<Tuple2<Integer, Examples>> call(Iterator<Row> rows) {
        Deque<Tuple2<Integer, Examples>> ready = new ArrayDeque<>();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (ready.isEmpty() && rows.hasNext()) {
                    ready.addAll(some(rows));
                }
                return !ready.isEmpty();
            }

            @Override
            public Tuple2<Integer, Examples> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.removeFirst();
            }
        };
    }

    private Deque<Tuple2<Integer, Examples>> some(Iterator<Row> rows) {
        int width = lead + table.width();
        int most = Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / width));
        float[] values = new float[most * width];
        int[] labels = new int[most];
        int[] clients = new int[most];
        int count = 0;
        for (; count < most && rows.hasNext(); count++) {
            Row row = rows.next();
            int from = count * width + lead;
            labels[count] = table.label(row);
            VectorRow.copy(row.getAs(1), table.width(), table.featuresCol(), values, from);
            clients[count] = deal.clientOf(row, labels[count], values, from, table.width());
        }
        Examples all = new Examples(
                new FloatFeatures(count, width, Arrays.copyOf(values, count * width)), Arrays.copyOf(labels, count));
        return byClient(all, clients);
    }

    private static Deque<Tuple2<Integer, Examples>> byClient(Examples all, int[] clients) {
        TreeMap<Integer, IntStream.Builder> rows = new TreeMap<>();
        for (int row = 0; row < all.size(); row++) {
            rows.computeIfAbsent(clients[row], client -> IntStream.builder()).add(row);
        }
        Deque<Tuple2<Integer, Examples>> parts = new ArrayDeque<>();
        rows.forEach((client, own) ->
                parts.add(new Tuple2<>(client, all.select(own.build().toArray()))));
        return parts;
    }
}

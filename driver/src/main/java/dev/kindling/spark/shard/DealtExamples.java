package dev.kindling.spark.shard;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.spark.label.JobLabel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Clients of examples that come in no order from any number of partitions: each holds its own in {@link ContentOrder}. */
public final class DealtExamples {

    private DealtExamples() {}

    /**
     * Brings the examples of each client together, by one shuffle, and counts them. What is float32 features only.
     *
     * @param dealt a client's id and some of its examples
     * @param clients ids are below this
     * @param source what {@code dealt} reads from, released with the clients
     */
    public static ClientSet together(
            JavaPairRDD<Integer, Examples> dealt, int clients, int partitions, @Nullable Broadcast<?> source) {
        JavaRDD<Client> gathered = dealt.partitionBy(new ClientPartitioner(partitions))
                .mapPartitions(DealtExamples::gather, true)
                .setName("clients of a data frame")
                // Before it is counted, so that it is read once.
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            int[] sizes = new int[clients];
            JobLabel.during(dealt.context(), "deal rows to clients", () -> gathered.map(client ->
                                    new int[] {client.id(), client.examples().size()})
                            .collect())
                    .forEach(counted -> sizes[counted[0]] = counted[1]);
            return new ClientSet(gathered, sizes, partitions, source);
        } catch (Throwable failed) {
            gathered.unpersist(false);
            throw failed;
        }
    }

    private static Iterator<Client> gather(Iterator<Tuple2<Integer, Examples>> parts) {
        TreeMap<Integer, List<Examples>> byClient = new TreeMap<>();
        while (parts.hasNext()) {
            Tuple2<Integer, Examples> part = parts.next();
            byClient.computeIfAbsent(part._1(), client -> new ArrayList<>()).add(part._2());
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !byClient.isEmpty();
            }

            @Override
            public Client next() {
                Map.Entry<Integer, List<Examples>> entry = byClient.pollFirstEntry();
                if (entry == null) {
                    throw new NoSuchElementException();
                }
                return new Client(entry.getKey(), ContentOrder.sorted(Examples.joined(entry.getValue())));
            }
        };
    }
}

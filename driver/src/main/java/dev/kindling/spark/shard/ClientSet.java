package dev.kindling.spark.shard;

import dev.kindling.data.Client;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** All clients of a run as a cached RDD, and how many examples each holds. */
public final class ClientSet implements AutoCloseable {

    private final JavaRDD<Client> clients;
    private final int[] sizes;
    private final int partitions;
    private final @Nullable Broadcast<?> source;

    /** Takes ownership; client c must live in partition c mod {@code partitions} and hold {@code sizes[c]} examples. */
    public ClientSet(JavaRDD<Client> clients, int[] sizes, int partitions) {
        this(clients, sizes, partitions, null);
    }

    /** Takes ownership of {@code source} too, which a partition that is lost is read again with. */
    ClientSet(JavaRDD<Client> clients, int[] sizes, int partitions, @Nullable Broadcast<?> source) {
        this.clients = clients.persist(StorageLevel.MEMORY_AND_DISK());
        this.sizes = sizes;
        this.partitions = partitions;
        this.source = source;
    }

    public JavaRDD<Client> rdd() {
        return clients;
    }

    /** Number of clients. */
    public int size() {
        return sizes.length;
    }

    /** Number of clients that hold examples; the others take no part. */
    public int present() {
        return presentIds().length;
    }

    /** Their ids, ascending. */
    public int[] presentIds() {
        return IntStream.range(0, sizes.length)
                .filter(client -> sizes[client] > 0)
                .toArray();
    }

    /** Examples that a client holds. */
    public int examples(int client) {
        return sizes[client];
    }

    /** The partition that a client lives in. */
    public int partitionOf(int client) {
        return client % partitions;
    }

    public int partitions() {
        return partitions;
    }

    /** Reads everything into the cache now, so that the first round is not the one that pays. */
    public void load() {
        clients.foreachPartition(partition -> {
            while (partition.hasNext()) {
                partition.next();
            }
        });
    }

    @Override
    public void close() {
        clients.unpersist(false);
        if (source != null) {
            source.destroy();
        }
    }
}

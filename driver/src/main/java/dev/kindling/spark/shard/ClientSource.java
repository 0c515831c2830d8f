package dev.kindling.spark.shard;

import dev.kindling.data.Chunk;
import dev.kindling.data.Client;
import dev.kindling.data.DataSet;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.data.partition.Population;
import dev.kindling.learn.Problem;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Reads a split of a data set: first its labels on the driver, then its examples in a task, straight to their clients. */
public final class ClientSource {

    private static final int CHUNK = 4096;

    private final JavaSparkContext spark;
    private final DataSet data;
    private final HadoopStorage storage;

    public ClientSource(JavaSparkContext spark, DataSet data, HadoopStorage storage) {
        this.spark = spark;
        this.data = data;
        this.storage = storage;
    }

    /** What a pass over a split tells without keeping its features. */
    public record Census(Problem problem, List<String> classNames, Population population) {}

    /** Labels and groups of a split, in stored order. Checks the whole input on its way. */
    public Census census(Split split) {
        return census(data, storage, split);
    }

    /** The same without Spark. */
    public static Census census(DataSet data, Storage storage, Split split) {
        try (ExampleStream stream = ReadFailure.open(data, split, storage)) {
            int[] labels = new int[CHUNK];
            int[] groups = new int[CHUNK];
            int size = 0;
            for (Chunk chunk = stream.next(CHUNK); chunk != null; chunk = stream.next(CHUNK)) {
                int more = chunk.examples().size();
                if (size + more > labels.length) {
                    labels = Arrays.copyOf(labels, Math.max(2 * labels.length, size + more));
                    groups = Arrays.copyOf(groups, labels.length);
                }
                System.arraycopy(chunk.examples().labels(), 0, labels, size, more);
                System.arraycopy(chunk.groups(), 0, groups, size, more);
                size += more;
            }
            List<String> names = List.copyOf(stream.classNames());
            Population population =
                    new Population(Arrays.copyOf(labels, size), Arrays.copyOf(groups, size), names.size());
            return new Census(new Problem(stream.shape(), names.size()), names, population);
        } catch (IOException failed) {
            throw ReadFailure.of(failed, split);
        }
    }

    /**
     * Clients as the plan deals them, each with its examples in stored order, in {@code partitions} partitions. The reading
     * is one task; a lost partition is read again and comes out the same.
     */
    public ClientSet clients(Split split, PartitionPlan plan, int partitions) {
        int[] clientOf = new int[plan.examples()];
        Arrays.setAll(clientOf, plan::clientOf);
        int[] sizes = new int[plan.clients()];
        Arrays.setAll(sizes, plan::size);
        Broadcast<int[]> assignment = spark.broadcast(clientOf);
        String name = split.name().toLowerCase(Locale.ROOT);
        JavaRDD<Client> clients =
                JobLabel.during(spark.sc(), "read the " + name + " split", () -> spark.parallelize(List.of(0), 1)
                        .flatMapToPair(new FragmentReader(data, split, storage, assignment, CHUNK))
                        .partitionBy(new ClientPartitioner(partitions))
                        .mapPartitions(new ClientAssembly(), true)
                        .setName(name + " clients"));
        return new ClientSet(clients, sizes, partitions, assignment);
    }
}

package dev.kindling.spark.round;

import dev.kindling.spark.shard.ClientSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * Leaves out the partitions that hold nobody of the cohort and packs the others into as many groups as there are cores,
 * largest first into the lightest group, so that a round is one wave of evenly loaded tasks. Since merging is exact the
 * grouping has no influence on the result.
 */
final class CohortGroups implements PartitionCoalescer, scala.Serializable {

    private static final long serialVersionUID = 1;

    private final int[] partitions;
    private final long[] loads;

    private CohortGroups(int[] partitions, long[] loads) {
        this.partitions = partitions;
        this.loads = loads;
    }

    static CohortGroups of(Cohort cohort, ClientSet clients) {
        long[] load = new long[clients.partitions()];
        for (int client : cohort.clients()) {
            load[clients.partitionOf(client)] += clients.examples(client);
        }
        int[] partitions = IntStream.range(0, load.length)
                .filter(partition -> load[partition] > 0)
                .boxed()
                .sorted(Comparator.comparingLong(partition -> -load[partition]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] loads = new long[partitions.length];
        for (int i = 0; i < loads.length; i++) {
            loads[i] = load[partitions[i]];
        }
        return new CohortGroups(partitions, loads);
    }

    /** Partitions that hold somebody of the cohort. */
    int partitions() {
        return partitions.length;
    }

    @Override
    public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
        Partition[] all = parent.partitions();
        int count = Math.min(maxPartitions, partitions.length);
        PriorityQueue<Group> lightest = new PriorityQueue<>(
                Comparator.comparingLong((Group group) -> group.load).thenComparingInt(group -> group.index));
        PartitionGroup[] groups = new PartitionGroup[count];
        for (int i = 0; i < count; i++) {
            groups[i] = new PartitionGroup(Option.empty());
            lightest.add(new Group(i));
        }
        for (int i = 0; i < partitions.length; i++) {
            Group group = java.util.Objects.requireNonNull(lightest.poll());
            groups[group.index].partitions().$plus$eq(all[partitions[i]]);
            group.load += loads[i];
            lightest.add(group);
        }
        return groups;
    }

    private static final class Group {

        private final int index;
        private long load;

        Group(int index) {
            this.index = index;
        }
    }
}

package dev.kindling.spark.round;

import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.TaskLocation;
import scala.Option;
import scala.collection.Seq;

/**
 * Leaves out the partitions that hold nobody of the cohort and packs the others into as many groups as there are cores,
 * largest first into the lightest group, so that a round is one wave of evenly loaded tasks. Where several executors hold
 * them, those of one executor go together and prefer it: a partition taken from another's cache crosses the network in
 * every round. Since merging is exact the grouping has no influence on the result.
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
        String[] places = new String[partitions.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = placeOf(parent, partitions[i]);
        }
        List<Group> packed = pack(places, loads, Math.min(maxPartitions, partitions.length));
        PartitionGroup[] groups = new PartitionGroup[packed.size()];
        for (int i = 0; i < groups.length; i++) {
            Group group = packed.get(i);
            groups[i] = new PartitionGroup(group.place.isEmpty() ? Option.empty() : Option.apply(group.place));
            for (int member : group.members) {
                groups[i].partitions().$plus$eq(all[partitions[member]]);
            }
        }
        return groups;
    }

    /** The executor that has a partition in its cache, as Spark writes it; empty if none has. */
    private static String placeOf(RDD<?> parent, int partition) {
        Seq<TaskLocation> found = parent.context().getPreferredLocs(parent, partition);
        return found.isEmpty() ? "" : found.head().toString();
    }

    /** Packs items of descending load; those of one place together, as long as that leaves the groups even. */
    static List<Group> pack(String[] places, long[] loads, int count) {
        List<Group> groups = deal(places, loads, count);
        for (int i = 0; i < loads.length; i++) {
            String place = places[i];
            Group lightest = lightest(groups, group -> true).orElseThrow();
            Group local = lightest(groups, group -> group.place.equals(place)).orElse(lightest);
            // While a group is empty this takes an empty one.
            Group chosen = local.load < lightest.load + loads[i] ? local : lightest;
            chosen.members.add(i);
            chosen.load += loads[i];
        }
        return groups;
    }

    private static Optional<Group> lightest(List<Group> groups, Predicate<Group> eligible) {
        return groups.stream().filter(eligible).min(Comparator.comparingLong(group -> group.load));
    }

    /** Empty groups, dealt to places in proportion to what lies there. With one place there is nothing to prefer. */
    private static List<Group> deal(String[] places, long[] loads, int count) {
        Map<String, Long> held = new TreeMap<>();
        for (int i = 0; i < places.length; i++) {
            held.merge(places[i], loads[i], Long::sum);
        }
        Map<String, Integer> dealt = new TreeMap<>();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String neediest = held.size() == 1
                    ? ""
                    : Collections.max(
                            held.keySet(),
                            Comparator.comparingDouble(place ->
                                    (double) held.getOrDefault(place, 0L) / (dealt.getOrDefault(place, 0) + 1)));
            dealt.merge(neediest, 1, Integer::sum);
            groups.add(new Group(neediest));
        }
        return groups;
    }

    /** Items of one task. */
    static final class Group {

        final String place;
        final List<Integer> members = new ArrayList<>();
        long load;

        Group(String place) {
            this.place = place;
        }
    }
}

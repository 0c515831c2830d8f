package dev.kindling.spark.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Client;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.PartitionGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.collection.JavaConverters;

class CohortGroupsTest {

    private static final int CLIENTS = 200;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[1]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @ParameterizedTest
    @CsvSource({"64, 5, 4", "64, 100, 8", "7, 200, 3", "7, 1, 8", "1, 10, 2"})
    void theCohortsPartitionsAreDealtOutOnceAndEvenly(int partitions, int cohortSize, int cores) {
        int[] sizes = new int[CLIENTS];
        RandomStream random = RandomStream.of(1, "sizes");
        Arrays.setAll(sizes, client -> 1 + random.nextInt(1000));
        JavaRDD<Client> rdd = spark.parallelize(List.<Client>of(), partitions);
        Cohort cohort = Cohort.sample(2, 0, CLIENTS, cohortSize);
        long[] loads = new long[partitions];
        for (int client : cohort.clients()) {
            loads[client % partitions] += sizes[client];
        }
        try (ClientSet clients = new ClientSet(rdd, sizes, partitions)) {
            CohortGroups groups = CohortGroups.of(cohort, clients);
            List<List<Integer>> packed = pack(groups, cores, rdd);

            Set<Integer> seen = new HashSet<>();
            long lightest = Long.MAX_VALUE;
            long heaviest = 0;
            for (List<Integer> group : packed) {
                long load = 0;
                for (int partition : group) {
                    assertThat(seen.add(partition)).isTrue();
                    assertThat(loads[partition]).isPositive();
                    load += loads[partition];
                }
                lightest = Math.min(lightest, load);
                heaviest = Math.max(heaviest, load);
            }
            long holding = Arrays.stream(loads).filter(load -> load > 0).count();
            assertThat(seen).hasSize((int) holding);
            assertThat(groups.partitions()).isEqualTo((int) holding);
            assertThat(packed).hasSize((int) Math.min(cores, holding));
            // The last partition put into the heaviest group went there when it was the lightest.
            assertThat(heaviest - lightest)
                    .isLessThanOrEqualTo(Arrays.stream(loads).max().orElse(0));
        }
    }

    @Test
    void whatOneExecutorHoldsGoesTogetherAndPrefersIt() {
        String[] places = {"a", "b", "a", "b", "a", "b", "a", "b"};
        long[] loads = {9, 9, 8, 8, 7, 7, 6, 6};
        List<CohortGroups.Group> groups = CohortGroups.pack(places, loads, 4);
        assertThat(groups).extracting(group -> group.place).containsExactlyInAnyOrder("a", "a", "b", "b");
        for (CohortGroups.Group group : groups) {
            assertThat(group.load).isEqualTo(15);
            assertThat(group.members).allMatch(member -> places[member].equals(group.place));
        }
    }

    @Test
    void anExecutorThatHoldsMostSharesWithThoseThatWouldBeIdle() {
        List<CohortGroups.Group> groups =
                CohortGroups.pack(new String[] {"a", "b", "b", "b"}, new long[] {7, 3, 3, 3}, 4);
        assertThat(groups).allMatch(group -> group.members.size() == 1);
    }

    private static List<List<Integer>> pack(CohortGroups groups, int cores, JavaRDD<Client> rdd) {
        List<List<Integer>> packed = new ArrayList<>();
        for (PartitionGroup group : groups.coalesce(cores, rdd.rdd())) {
            List<Integer> indices = new ArrayList<>();
            for (Partition partition : JavaConverters.bufferAsJavaList(group.partitions())) {
                indices.add(partition.index());
            }
            assertThat(indices).isNotEmpty();
            packed.add(indices);
        }
        return packed;
    }
}

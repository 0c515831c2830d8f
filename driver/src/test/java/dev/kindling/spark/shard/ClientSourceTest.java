package dev.kindling.spark.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Client;
import dev.kindling.data.DataSet;
import dev.kindling.data.Examples;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.fault.UserMistake;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.wire.Wire;
import java.io.FileNotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSourceTest {

    private static final int CLIENTS = 5;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2,4]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    /** Sizes around the 4,096 examples that are read at a time. */
    @ParameterizedTest
    @CsvSource({
        "5, 1, true",
        "4095, 7, false",
        "4096, 7, true",
        "4097, 1, false",
        "9000, 1, true",
        "9000, 7, false",
        "9000, 64, true"
    })
    void everyExampleReachesItsClientInStoredOrder(int size, int partitions, boolean pixels) {
        requireDealt(new Numbered(size, pixels, false), partitions);
    }

    @Test
    void aReadingThatBreaksOffIsReadAgainFromTheStart() {
        requireDealt(new Numbered(9000, true, true), 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {8999, 9001, 20000})
    void aFileThatChangedSinceItWasCountedIsNamed(int found) {
        try (ClientSet set = source(new Numbered(found, true, false)).clients(Split.TRAIN, deal(9000), 2)) {
            assertThatThrownBy(set::load)
                    .rootCause()
                    .isInstanceOf(UserMistake.class)
                    .hasMessageStartingWith("the train split: the file changed since it was counted: expected 9000"
                            + " examples, found " + found);
        }
    }

    private static void requireDealt(Numbered data, int partitions) {
        PartitionPlan plan = deal(data.size());
        try (ClientSet set = source(data).clients(Split.TRAIN, plan, partitions)) {
            assertThat(set.size()).isEqualTo(CLIENTS);
            assertThat(set.partitions()).isEqualTo(partitions);
            assertThat(set.rdd().getNumPartitions()).isEqualTo(partitions);
            List<Client> clients = set.rdd().collect().stream()
                    .sorted(Comparator.comparingInt(Client::id))
                    .toList();
            assertThat(clients).extracting(Client::id).containsExactly(0, 1, 2, 3, 4);
            for (Client client : clients) {
                int[] positions = IntStream.range(0, data.size())
                        .filter(position -> plan.clientOf(position) == client.id())
                        .toArray();
                assertThat(set.examples(client.id())).isEqualTo(positions.length);
                assertThat(client.examples()).isEqualTo(data.at(positions));
            }
        }
    }

    @Test
    void aClientLivesInThePartitionThatTheSetNames() {
        try (ClientSet set = source(new Numbered(50, true, false)).clients(Split.TRAIN, deal(50), 3)) {
            List<int[]> places = set.rdd()
                    .map(client -> new int[] {TaskContext.getPartitionId(), client.id()})
                    .collect();
            assertThat(places).hasSize(CLIENTS);
            for (int[] place : places) {
                assertThat(set.partitionOf(place[1])).isEqualTo(place[0]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 9000})
    void theCensusCountsLabelsAndGroupsInStoredOrder(int size) {
        ClientSource.Census census = source(new Numbered(size, true, false)).census(Split.TEST);
        assertThat(census.population().size()).isEqualTo(size);
        assertThat(census.problem().classes()).isEqualTo(7);
        assertThat(census.problem().input().size()).isEqualTo(Numbered.WIDTH);
        assertThat(census.classNames()).containsExactly("a", "b", "c", "d", "e", "f", "g");
        for (int position = 0; position < size; position++) {
            assertThat(census.population().label(position)).isEqualTo(position % 7);
            assertThat(census.population().group(position)).isEqualTo(position / 10);
        }
    }

    @Test
    void aMissingFileIsTheUsersMistake() {
        DataSet missing = (split, storage) -> {
            throw new FileNotFoundException("/data/images");
        };
        assertThatThrownBy(() -> source(missing).census(Split.TEST))
                .isInstanceOf(UserMistake.class)
                .hasMessage("the test split: no such file: /data/images; relative paths start from KINDLING_DATA, a"
                        + " folder that driver and executors must share");
    }

    @Test
    void fragmentsTravel() {
        Examples examples = new Numbered(0, false, false).at(new int[] {3, 5});
        Fragment arrived = Wire.roundTrip(new Fragment(Integer.MAX_VALUE, examples));
        assertThat(arrived.sequence()).isEqualTo(Integer.MAX_VALUE);
        assertThat(arrived.examples()).isEqualTo(examples);
    }

    private static ClientSource source(DataSet data) {
        return new ClientSource(spark, data, new HadoopStorage(spark.hadoopConfiguration(), ""));
    }

    /** Irregular, and everybody has something; client 4 has one example alone, the first. */
    private static PartitionPlan deal(int examples) {
        RandomStream random = RandomStream.of(8, "deal");
        int[] clientOf = new int[examples];
        for (int i = 0; i < examples; i++) {
            clientOf[i] = i < CLIENTS ? CLIENTS - 1 - i : random.nextInt(CLIENTS - 1);
        }
        return new PartitionPlan(clientOf, CLIENTS);
    }
}

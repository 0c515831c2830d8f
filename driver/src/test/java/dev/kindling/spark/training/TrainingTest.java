package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {

    private static final int CLIENTS = 20;
    private static final Backprop LEARNER = new Backprop(List.of(16));

    @Test
    void learnsBlobsFromTwentyClients() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            List<RoundReport> reports = new ArrayList<>();
            run(spark, 7, FedAvg.defaults(), new TrainingPlan(1, 15, 10, 5), (report, state) -> reports.add(report));
            assertThat(reports).hasSize(15);
            assertThat(reports.get(14).accuracy()).isGreaterThan(0.9);
            assertThat(reports.get(0).accuracy()).isNull();
            assertThat(reports.get(0).clients()).isEqualTo(10);
            assertThat(reports.get(14).loss()).isLessThan(reports.get(0).loss());
        }
    }

    @ParameterizedTest
    @CsvSource({"local[1], 1", "local[2], 7", "local[2], 64", "local[2], 1"})
    void theModelHasTheSameBitsForAnyPartitioningAndCoreCount(String master, int partitions) {
        Parameters expected;
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            expected = run(spark, 3, FedAvg.defaults(), new TrainingPlan(9, 4, 10, 4), (report, state) -> {});
        }
        try (JavaSparkContext spark = LocalSpark.start(master)) {
            assertThat(run(spark, partitions, FedAvg.defaults(), new TrainingPlan(9, 4, 10, 4), (report, state) -> {}))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aStopAtHalfAndAResumeGiveTheSameBits() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            TrainingPlan plan = new TrainingPlan(9, 6, 10, 6);
            List<RunState> states = new ArrayList<>();
            Parameters straight = run(spark, 5, FedAvg.defaults(), plan, (report, state) -> states.add(state));
            try (Fixture fixture = new Fixture(spark, 2, FedAvg.defaults())) {
                assertThat(fixture.training
                                .run(plan, states.get(2), (report, state) -> {})
                                .model())
                        .isEqualTo(straight);
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            Parameters one = run(spark, 2, FedAvg.defaults(), new TrainingPlan(1, 2, 10, 2), (report, state) -> {});
            Parameters other = run(spark, 2, FedAvg.defaults(), new TrainingPlan(2, 2, 10, 2), (report, state) -> {});
            assertThat(one).isNotEqualTo(other);
        }
    }

    @Test
    void fedSgdDescends() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            List<RoundReport> reports = new ArrayList<>();
            run(
                    spark,
                    3,
                    FedSgd.defaults(),
                    new TrainingPlan(1, 20, CLIENTS, 20),
                    (report, state) -> reports.add(report));
            assertThat(reports.get(19).loss()).isLessThan(0.8 * reports.get(0).loss());
        }
    }

    @Test
    void aModelThatDivergedIsTheUsersMistakeAndReachesNobody() {
        FedAvg method = new FedAvg(1, 10, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1e300);
        try (JavaSparkContext spark = LocalSpark.start("local[1]")) {
            List<RunState> states = new ArrayList<>();
            assertThatThrownBy(() ->
                            run(spark, 1, method, new TrainingPlan(1, 3, 20, 3), (report, state) -> states.add(state)))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageMatching("the model diverged in round 1: block 0 holds -?Infinity; lower the learning"
                            + " rate \\(optimizer.rate\\) or algorithm.server-rate");
            assertThat(states).isEmpty();
        }
    }

    @Test
    void aCohortLargerThanThePopulationIsRefused() {
        try (JavaSparkContext spark = LocalSpark.start("local[1]")) {
            assertThatThrownBy(() ->
                            run(spark, 1, FedAvg.defaults(), new TrainingPlan(1, 1, 21, 1), (report, state) -> {}))
                    .isInstanceOf(UserMistake.class)
                    .hasMessage("cohort must be in [1, 20], the number of clients, but was 21; lower cohort or raise"
                            + " clients");
        }
    }

    private static Parameters run(
            JavaSparkContext spark, int partitions, FederatedMethod method, TrainingPlan plan, RoundListener listener) {
        try (Fixture fixture = new Fixture(spark, partitions, method)) {
            RunState start = Training.start(LEARNER, fixture.census.problem(), plan.seed());
            return fixture.training.run(plan, start, listener).model();
        }
    }

    private static final class Fixture implements AutoCloseable {

        private final ClientSource.Census census;
        private final ClientSet clients;
        private final ClientSet test;
        private final Training training;

        Fixture(JavaSparkContext spark, int partitions, FederatedMethod method) {
            ClientSource source =
                    new ClientSource(spark, new Blobs(600), new HadoopStorage(spark.hadoopConfiguration(), ""));
            census = source.census(Split.TRAIN);
            clients = source.clients(Split.TRAIN, deal(census.population().size(), CLIENTS), partitions);
            test = source.clients(Split.TEST, deal(600, 6), partitions);
            training = new Training(spark, LEARNER, method, census.problem(), clients, test);
        }

        private static PartitionPlan deal(int examples, int clients) {
            RandomStream random = RandomStream.of(3, "deal");
            int[] clientOf = new int[examples];
            for (int i = 0; i < examples; i++) {
                clientOf[i] = i < clients ? i : random.nextInt(clients);
            }
            return new PartitionPlan(clientOf, clients);
        }

        @Override
        public void close() {
            clients.close();
            test.close();
        }
    }
}

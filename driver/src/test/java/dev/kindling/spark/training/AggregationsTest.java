package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.ClippedMean;
import dev.kindling.aggregation.GeometricMedian;
import dev.kindling.aggregation.Krum;
import dev.kindling.aggregation.Mean;
import dev.kindling.aggregation.Median;
import dev.kindling.aggregation.MultiKrum;
import dev.kindling.aggregation.TrimmedMean;
import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FedAvg;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings with every aggregation: 20 clients, 10 in a round. */
class AggregationsTest {

    private static final int CLIENTS = 20;
    private static final Backprop LEARNER = new Backprop(List.of(16));
    private static final TrainingPlan PLAN = new TrainingPlan(9, 5, 10, 5);

    private static JavaSparkContext spark;
    private static ClientSource source;
    private static Problem problem;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2]");
        source = new ClientSource(spark, new Blobs(600), new HadoopStorage(spark.hadoopConfiguration(), ""));
        problem = source.census(Split.TRAIN).problem();
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    static Stream<Aggregation> aggregations() {
        return Stream.of(
                new Mean(),
                new ClippedMean(0.5),
                new Median(),
                new TrimmedMean(0.2),
                new Krum(0.2),
                new MultiKrum(0.2, 0),
                new GeometricMedian(100, 1e-5));
    }

    @ParameterizedTest
    @MethodSource("aggregations")
    void learnsAndGivesTheSameBitsFromAnyPartitioning(Aggregation aggregation) {
        List<RoundReport> reports = new ArrayList<>();
        Parameters model = train(aggregation, 1, reports);
        RoundReport last = reports.get(reports.size() - 1);
        assertThat(last.accuracy()).isGreaterThan(0.6);
        assertThat(last.loss()).isLessThan(reports.get(0).loss());
        assertThat(last.clients()).isEqualTo(10);
        assertThat(last.bytesMerged()).isPositive();
        assertThat(train(aggregation, 7, reports)).isEqualTo(model);
    }

    @Test
    void aCohortThatTheRuleIsNotDefinedForIsRefusedBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> train(new Krum(4), 1, new ArrayList<>()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("11 for 4, but cohort is 10");
    }

    private static Parameters train(Aggregation aggregation, int partitions, List<RoundReport> reports) {
        try (ClientSet clients = clients(Split.TRAIN, partitions);
                ClientSet test = clients(Split.TEST, 2)) {
            Training training = new Training(
                    spark, LEARNER, FedAvg.defaults(), aggregation, problem, clients, test, RoundRules.lenient());
            return training.run(
                            PLAN, Training.start(LEARNER, problem, PLAN.seed()), (report, state) -> reports.add(report))
                    .model();
        }
    }

    private static ClientSet clients(Split split, int partitions) {
        return source.clients(split, new Iid().plan(source.census(split).population(), CLIENTS, 3), partitions);
    }
}

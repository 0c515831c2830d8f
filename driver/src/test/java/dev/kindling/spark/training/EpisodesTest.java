package dev.kindling.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.aggregation.Mean;
import dev.kindling.data.Split;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Classes;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.evaluation.Measure.EpisodeAccuracy;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FedEpisodes;
import dev.kindling.federated.Schedule;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.network.ConvNet;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.evaluate.EpisodeEvaluation;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class EpisodesTest {

    private static final PrototypicalNetwork LEARNER = new PrototypicalNetwork(new ConvNet(8, 3), 1);
    private static final EpisodeAccuracy MEASURE = new EpisodeAccuracy(10, 1, 3, 60);

    @Test
    void episodesTeachAnEncoderWhatClassesAre() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            List<Double> accuracies = run(spark, 4, new Classes(), 10, 12).accuracies();
            assertThat(accuracies.get(1)).isGreaterThan(accuracies.get(0) + 0.05);
        }
    }

    @Test
    void theEncoderAndItsAccuracyHaveTheSameBitsForAnyPartitioning() {
        try (JavaSparkContext spark = LocalSpark.start("local[2]")) {
            Outcome one = run(spark, 1, new Classes(), 5, 1);
            for (int partitions : new int[] {7, 64}) {
                assertThat(run(spark, partitions, new Classes(), 5, 1)).isEqualTo(one);
            }
        }
    }

    @Test
    void aClientWithTooFewClassesEndsTheRunWithTheCure() {
        try (JavaSparkContext spark = LocalSpark.start("local[1]")) {
            assertThatThrownBy(() -> run(spark, 1, new Iid(), 40, 1))
                    .rootCause()
                    .isInstanceOf(UserMistake.class)
                    .hasMessageMatching(
                            "episodes: client \\d has \\d+ classes of at least 4 examples, but an episode wants 40"
                                    + " ways; .*deal whole classes with partitioner = classes");
        }
    }

    private record Outcome(Parameters model, List<Double> accuracies) {}

    private static Outcome run(JavaSparkContext spark, int partitions, Partitioner partitioner, int ways, int rounds) {
        ClientSource source = new ClientSource(
                spark, new Glyphs(40, 20, 60, 20, 1, 1.0), new HadoopStorage(spark.hadoopConfiguration(), ""));
        ClientSource.Census census = source.census(Split.TRAIN);
        FedEpisodes method = new FedEpisodes(2 * Math.min(5, rounds), ways, 4, Adam.of(0.003), new Schedule.Constant());
        try (ClientSet clients = source.clients(Split.TRAIN, partitioner.plan(census.population(), 4, 1), partitions);
                ClientSet test = source.clients(
                        Split.TEST, new Iid().plan(source.census(Split.TEST).population(), 5, 1), partitions)) {
            EpisodeEvaluation evaluation = new EpisodeEvaluation(spark, LEARNER, census.problem());
            List<Double> accuracies = new ArrayList<>();
            Training training = new Training(
                    spark,
                    LEARNER,
                    method,
                    new Mean(),
                    census.problem(),
                    clients,
                    model -> evaluation.run(test, model, MEASURE, 1).accuracy(),
                    RoundRules.lenient());
            RunState start = Training.start(LEARNER, census.problem(), 1);
            accuracies.add(evaluation.run(test, start.model(), MEASURE, 1).accuracy());
            RunState end = training.run(new TrainingPlan(1, rounds, 4, rounds), start, (report, state) -> {
                if (report.accuracy() != null) {
                    accuracies.add(report.accuracy());
                }
            });
            return new Outcome(end.model(), accuracies);
        }
    }
}

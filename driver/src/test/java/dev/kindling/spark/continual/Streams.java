package dev.kindling.spark.continual;

import dev.kindling.aggregation.Mean;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.data.DataSet;
import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.encode.Pixels;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.GradientLearner;
import dev.kindling.nn.Adam;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import org.apache.spark.api.java.JavaSparkContext;

/** Whole continual trainings for tests: seed 3, Adam at 0.001 in batches of 32. */
record Streams(
        JavaSparkContext spark, DataSet data, int clients, int partitions, int rounds, int epochs, int evaluateEvery) {

    Streams(JavaSparkContext spark, DataSet data, int clients, int partitions, int rounds, int epochs) {
        this(spark, data, clients, partitions, rounds, epochs, 1);
    }

    ContinualState run(GradientLearner network, Strategy strategy, Scenario scenario) {
        ClientSource source = new ClientSource(spark, data, new HadoopStorage(spark.hadoopConfiguration(), ""));
        ClientSource.Census census = source.census(Split.TRAIN);
        PartitionPlan holders = new Iid().plan(census.population(), clients, 3);
        Course course = new Course(scenario, census.population(), holders, 3, true);
        FedAvg method = new FedAvg(epochs, 32, Adam.of(0.001), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        ContinualSetup setup = new ContinualSetup(
                network, strategy, method, new Mean(), RoundRules.lenient(), 3, rounds, 0, evaluateEvery);
        PartitionPlan asked = new Iid().plan(source.census(Split.TEST).population(), 4, 1);
        ClientSet train = source.clients(Split.TRAIN, holders, partitions);
        ClientSet test = source.clients(Split.TEST, asked, Math.min(4, partitions));
        try (ScenarioExamples examples =
                new ScenarioExamples(spark, scenario, holders, train, test, new Pixels(), census.problem(), 3)) {
            ContinualTraining training =
                    new ContinualTraining(spark, setup, course, examples, new ContinualListener() {});
            return training.run(training.start());
        }
    }
}

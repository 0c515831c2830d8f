package dev.kindling.spark.continual;

import dev.kindling.aggregation.Mean;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.data.DataSet;
import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.PartitionPlan;
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
record Streams(JavaSparkContext spark, DataSet data, int clients, int partitions, int rounds, int epochs) {

    ContinualState run(GradientLearner network, Strategy strategy, Scenario scenario) {
        ClientSource source = new ClientSource(spark, data, new HadoopStorage(spark.hadoopConfiguration(), ""));
        ClientSource.Census census = source.census(Split.TRAIN);
        PartitionPlan holders = new Iid().plan(census.population(), clients, 3);
        ScenarioPlan plan = scenario.plan(census.population(), holders, 3);
        FedAvg method = new FedAvg(epochs, 32, Adam.of(0.001), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        ContinualSetup setup = new ContinualSetup(
                network,
                census.problem(),
                strategy,
                method,
                new Mean(),
                RoundRules.lenient(),
                scenario,
                plan,
                3,
                rounds,
                0);
        PartitionPlan asked = new Iid().plan(source.census(Split.TEST).population(), 4, 1);
        try (ClientSet train = source.clients(Split.TRAIN, holders, partitions);
                ClientSet test = source.clients(Split.TEST, asked, Math.min(4, partitions))) {
            ContinualTraining training =
                    new ContinualTraining(spark, setup, holders, train, test, new ContinualListener() {});
            return training.run(training.start());
        }
    }
}

package dev.kindling.spark.training;

import static dev.kindling.learn.BlockSchedule.BLOCK_BY_BLOCK;

import dev.kindling.aggregation.Mean;
import dev.kindling.data.Split;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.noprop.CosineSchedule;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Ten clients of blobs and the rounds that they train for. */
record BlobRounds(JavaSparkContext spark) {

    static final int CLIENTS = 10;
    static final int COHORT = 7;
    static final int BLOCKS = 3;
    static final RoundListener NOBODY = (report, state) -> {};
    static final Problem PROBLEM = new Problem(Shape.flat(8), 3);
    static final LocalLossLearner STACKED = new LocalLossLearner(
            new DenseNetwork(List.of(16, 12, 8), Activation.RELU, DenseNetwork.Normalise.BATCH),
            CrossEntropy.defaults(),
            Prediction.LAST_BLOCK);
    static final NoPropDt APART = new NoPropDt(
            new DenseNetwork(List.of(10), Activation.RELU, DenseNetwork.Normalise.BATCH),
            2,
            6,
            new Embedding.OneHot(),
            0.1,
            CosineSchedule.defaults(),
            false,
            0);
    /** Two epochs: the second's order must not depend on what the first drew. */
    static final FedAvg METHOD = new FedAvg(2, 8, Adam.of(0.01), new Schedule.Cosine(), Weighting.BY_EXAMPLE, 1);

    private static TrainingPlan plan(int rounds) {
        return new TrainingPlan(3, rounds, COHORT, rounds);
    }

    static Learner learner(BlockSchedule schedule) {
        return schedule == BLOCK_BY_BLOCK ? STACKED : APART;
    }

    static RunState fresh(Learner learner) {
        return Training.start(learner, PROBLEM, 3);
    }

    Parameters run(BlockSchedule schedule, Learner learner, FederatedMethod method, int rounds) {
        return run(schedule, learner, method, 4, rounds, fresh(learner), NOBODY);
    }

    Parameters run(
            BlockSchedule schedule,
            Learner learner,
            FederatedMethod method,
            int partitions,
            int rounds,
            RunState from,
            RoundListener listener) {
        ClientSource source =
                new ClientSource(spark, new Blobs(200), new HadoopStorage(spark.hadoopConfiguration(), "/nowhere"));
        int[] owners = new int[200];
        // Unequal clients: the third has three times as many as the others.
        Arrays.setAll(owners, i -> i % (CLIENTS + 2) < CLIENTS ? i % (CLIENTS + 2) : 2);
        try (ClientSet clients = source.clients(Split.TRAIN, new PartitionPlan(owners, CLIENTS), partitions)) {
            return new Training(spark, learner, method, new Mean(), PROBLEM, clients, model -> 0, RoundRules.lenient())
                    .under(schedule)
                    .run(plan(rounds), from, listener)
                    .model();
        }
    }
}

package dev.kindling.jobs.bench;

import dev.kindling.federated.FedAvg;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Federated averaging of 784-200-200-10: 10 of 100 clients with 600 examples each, one epoch, without evaluation. Samples
 * by wall second of whole rounds: broadcast, client work, merge and server update.
 */
record FederatedThroughput(int batch) implements Benchmark {

    private static final int WARM_UP = 200;
    private static final int ROUNDS = 100;
    private static final int COHORT = 10;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        Problem problem = new Problem(Shape.flat(SyntheticClients.WIDTH), SyntheticClients.CLASSES);
        FedAvg method = new FedAvg(1, batch, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        try (ClientSet clients = SyntheticClients.of(spark, 100, 600, 100)) {
            clients.load();
            Rounds rounds = new Rounds(spark, clients, method.with(Backprop.defaults(), problem));
            Parameters model = Training.start(Backprop.defaults(), problem, 1).model();
            double[] samples = new double[ROUNDS];
            double[] beyond = new double[ROUNDS];
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long start = System.nanoTime();
                Rounds.Outcome outcome = rounds.run(model, 1, round, WARM_UP + ROUNDS, COHORT);
                double seconds = (System.nanoTime() - start) / 1e9;
                model = outcome.global();
                if (round >= WARM_UP) {
                    samples[round - WARM_UP] = outcome.tally().examples() / seconds;
                    beyond[round - WARM_UP] = 1e3 * (seconds - outcome.tally().busyNanos() / 1e9 / outcome.tasks());
                }
            }
            return List.of(
                    Figure.highest("federated 784-200-200-10, B=" + batch, "samples/s", samples),
                    Figure.lowest("the same, round time beyond mean task time", "ms", beyond));
        }
    }
}

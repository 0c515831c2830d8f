package dev.kindling.jobs.bench;

import dev.kindling.federated.FedAvg;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * 100,000 clients of a million in a round, softmax regression of 16-10, one example each; and what the driver keeps for a
 * client: its heap in use with the client set open and the examples let go, less the same with a thousand clients.
 */
final class MillionClients implements Benchmark {

    private static final int CLIENTS = 1_000_000;
    private static final int COHORT = 100_000;
    private static final int FEW = 1_000;
    private static final int ROUNDS = 3;
    private static final int WIDTH = 16;
    private static final int PARTITIONS = 256;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        double few = rounds(spark, FEW, FEW, new double[ROUNDS]);
        double[] seconds = new double[ROUNDS];
        double many = rounds(spark, CLIENTS, COHORT, seconds);
        double limit = Runtime.getRuntime().maxMemory() / 1e6;
        return List.of(
                Figure.lowest(String.format(Locale.ROOT, "round of %,d of %,d clients", COHORT, CLIENTS), "s", seconds),
                Figure.once("  driver's heap in use after it, examples let go", "MB", many / 1e6),
                Figure.once("  of that for each client", "bytes", (many - few) / (CLIENTS - FEW)),
                Figure.once("  heap limit of this process", "MB", limit));
    }

    /** Bytes in use after the rounds, with the client set still open. */
    private static double rounds(JavaSparkContext spark, int population, int cohort, double[] seconds) {
        Problem problem = new Problem(Shape.flat(WIDTH), SyntheticClients.CLASSES);
        Backprop learner = new Backprop(List.of());
        try (ClientSet clients = SyntheticClients.of(spark, population, 1, WIDTH, PARTITIONS)) {
            clients.load();
            Rounds rounds = new Rounds(spark, clients, FedAvg.defaults().with(learner, problem));
            Parameters model = Training.start(learner, problem, 1).model();
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                Rounds.Outcome outcome = rounds.run(model, 1, round, ROUNDS, cohort);
                seconds[round] = (System.nanoTime() - start) / 1e9;
                if (outcome.tally().clients() != cohort) {
                    throw new IllegalStateException(outcome.tally() + ", but asked were " + cohort);
                }
                model = outcome.global();
            }
            // Waits until the cache has let go; close() does not.
            clients.rdd().unpersist(true);
            double used = HeapInUse.afterCollection();
            if (clients.size() != population || model.size() == 0) {
                throw new IllegalStateException("the client set or the model has changed");
            }
            return used;
        }
    }
}

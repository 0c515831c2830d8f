package dev.kindling.jobs.bench;

import dev.kindling.federated.FedAvg;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * All clients of a population in one round, 10 examples each, FedAvg of 784-200-200-10; and what stays on the heap behind
 * it apart from the clients' cached examples, which the executors of a cluster would hold.
 */
final class ManyClients implements Benchmark {

    private static final int[] POPULATIONS = {1_000, 10_000, 100_000};

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        List<Figure> figures = new ArrayList<>();
        for (int population : POPULATIONS) {
            figures.addAll(round(spark, population));
        }
        double limit = Runtime.getRuntime().maxMemory() / 1e6;
        figures.add(Figure.once("heap limit of this process (KINDLING_MEMORY)", "MB", limit));
        return figures;
    }

    private static List<Figure> round(JavaSparkContext spark, int population) {
        Problem problem = new Problem(Shape.flat(SyntheticClients.WIDTH), SyntheticClients.CLASSES);
        ClientSet clients = SyntheticClients.of(spark, population, 10, 256);
        Rounds rounds = new Rounds(spark, clients, FedAvg.defaults().with(Backprop.defaults(), problem));
        Parameters model = Training.start(Backprop.defaults(), problem, 1).model();
        long start = System.nanoTime();
        long reported = rounds.run(model, 1, 0, 1, population).tally().clients();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (reported != population) {
            throw new IllegalStateException(reported + " of " + population + " clients reported");
        }
        // Waits until the cache has let go; close() does not.
        clients.rdd().unpersist(true);
        return List.of(
                Figure.once(String.format(java.util.Locale.ROOT, "%,d clients in one round", population), "s", seconds),
                Figure.once("  heap in use after it, examples let go", "MB", HeapInUse.afterCollection() / 1e6));
    }
}

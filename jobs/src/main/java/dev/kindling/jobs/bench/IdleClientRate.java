package dev.kindling.jobs.bench;

import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** How many clients a core can call up in one round of 100,000 that only report. */
final class IdleClientRate implements Benchmark {

    private static final int CLIENTS = 100_000;
    private static final int ROUNDS = 7;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        Layout.Builder layout = Layout.builder();
        layout.add("weight", 10);
        Parameters model = new Parameters(layout.build(), new float[10]);
        try (ClientSet clients = SyntheticClients.of(spark, CLIENTS, 1, 64)) {
            clients.load();
            Rounds rounds = new Rounds(spark, clients, new IdleClients(false).algorithm());
            double[] rate = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                rounds.run(model, 1, round, ROUNDS, CLIENTS);
                rate[round] = CLIENTS / ((System.nanoTime() - start) / 1e9) / spark.defaultParallelism();
            }
            return List.of(Figure.highest("idle clients, 100,000 in a round", "clients/s a core", rate));
        }
    }
}

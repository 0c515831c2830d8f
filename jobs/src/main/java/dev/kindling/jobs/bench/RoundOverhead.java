package dev.kindling.jobs.bench;

import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** What a round of ten clients costs when they do nothing but merge the 199,210 parameters of 784-200-200-10. */
final class RoundOverhead implements Benchmark {

    private static final int WARM_UP = 60;
    private static final int ROUNDS = 60;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        Problem problem = new Problem(Shape.flat(SyntheticClients.WIDTH), SyntheticClients.CLASSES);
        try (ClientSet clients = SyntheticClients.of(spark, 100, 10, 100)) {
            clients.load();
            Rounds rounds = new Rounds(spark, clients, new IdleClients(true).algorithm());
            Parameters model = Training.start(Backprop.defaults(), problem, 1).model();
            double[] milliseconds = new double[ROUNDS];
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long start = System.nanoTime();
                rounds.run(model, 1, round, WARM_UP + ROUNDS, 10);
                if (round >= WARM_UP) {
                    milliseconds[round - WARM_UP] = (System.nanoTime() - start) / 1e6;
                }
            }
            return List.of(Figure.lowest("round of 10 idle clients, 199,210 parameters", "ms", milliseconds));
        }
    }
}

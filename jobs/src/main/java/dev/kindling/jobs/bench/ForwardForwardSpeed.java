package dev.kindling.jobs.bench;

import dev.kindling.federated.FedAvg;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.Problem;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Forward-forward training of 784-2000-2000-2000-2000, 500 positives and 500 negatives a step, one virtual worker a core,
 * against the peak of the matrix product measured between the rounds. Counted are the two products of each layer, forward
 * and weight gradient, of 2 operations an entry; all else, merging included, counts as loss.
 */
final class ForwardForwardSpeed implements Benchmark {

    private static final int BATCH = 500;
    private static final int STEPS = 12;
    private static final int ROUNDS = 3;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        Problem problem = new Problem(Shape.flat(SyntheticClients.WIDTH), SyntheticClients.CLASSES);
        ForwardForward learner = ForwardForward.defaults().withHidden(List.of(2000, 2000, 2000, 2000));
        int workers = spark.defaultParallelism();
        FedAvg method = new FedAvg(1, BATCH, Adam.of(0.001), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        double[] share = new double[ROUNDS];
        double[] shareOfTasks = new double[ROUNDS];
        double[] peaks = new double[ROUNDS];
        double[] samples = new double[ROUNDS];
        try (ClientSet clients = SyntheticClients.of(spark, workers, BATCH * STEPS, workers)) {
            clients.load();
            Rounds rounds = new Rounds(spark, clients, method.with(learner, problem));
            Parameters model = Training.start(learner, problem, 1).model();
            double weights = 784.0 * 2000 + 3 * 2000.0 * 2000;
            double operations = 4.0 * weights * 2 * BATCH * STEPS * workers;
            model = rounds.run(model, 1, 0, ROUNDS + 1, workers).global();
            for (int i = 0; i < ROUNDS; i++) {
                peaks[i] = GemmPeak.once(spark);
                long start = System.nanoTime();
                Rounds.Outcome outcome = rounds.run(model, 1, i + 1, ROUNDS + 1, workers);
                double seconds = (System.nanoTime() - start) / 1e9;
                model = outcome.global();
                double taskSeconds = outcome.tally().busyNanos() / 1e9 / workers;
                peaks[i] = (peaks[i] + GemmPeak.once(spark)) / 2;
                share[i] = 100 * operations / seconds / 1e9 / peaks[i];
                shareOfTasks[i] = 100 * operations / taskSeconds / 1e9 / peaks[i];
                samples[i] = outcome.tally().examples() / seconds;
            }
        }
        return List.of(
                Figure.highest("forward-forward 784-2000x4, 500+500", "samples/s", samples),
                Figure.highest("  sgemm peak beside it", "GFLOP/s", peaks),
                Figure.highest("  share of that peak, whole rounds of 12 steps", "%", share),
                Figure.highest("  share of that peak, inside tasks", "%", shareOfTasks));
    }
}

package dev.kindling.jobs.bench;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.network.ConvNet;
import dev.kindling.nn.Adam;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Training conv-4 on 28x28 pixels, a batch of 200 on every core, forward, backward and Adam: by 20-way episodes of 10 images a
 * class, end to end with 20 classes, and block by block with as many.
 */
final class ConvTraining implements Benchmark {

    private static final int WAYS = 20;
    private static final int PER_CLASS = 10;
    private static final int STEPS = 12;
    private static final int REPETITIONS = 5;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        double[] episodes = new double[REPETITIONS];
        double[] endToEnd = new double[REPETITIONS];
        double[] blockwise = new double[REPETITIONS];
        double[] peaks = new double[REPETITIONS];
        for (int i = 0; i < REPETITIONS; i++) {
            peaks[i] = GemmPeak.once(spark);
            episodes[i] = imagesPerSecond(spark, new PrototypicalNetwork(ConvNet.conv4(), 5));
            endToEnd[i] = imagesPerSecond(spark, new NetworkBackprop(ConvNet.conv4()));
            blockwise[i] = imagesPerSecond(
                    spark, new LocalLossLearner(ConvNet.conv4(), CrossEntropy.defaults(), Prediction.LAST_BLOCK));
        }
        return List.of(
                Figure.highest("conv-4 training, batch 200, all cores", "images/s", episodes),
                Figure.highest("  by network-backprop", "images/s", endToEnd),
                Figure.highest("  by local-loss, cross-entropy", "images/s", blockwise),
                Figure.highest("  sgemm peak beside it", "GFLOP/s", peaks));
    }

    private static double imagesPerSecond(JavaSparkContext spark, Learner learner) {
        int cores = spark.defaultParallelism();
        List<Integer> tasks = IntStream.range(0, cores).boxed().toList();
        return spark.parallelize(tasks, cores)
                .map(task -> imagesPerSecond(learner, task))
                .reduce(Double::sum);
    }

    /** The first step warms up. */
    private static double imagesPerSecond(Learner learner, int task) {
        Problem problem = new Problem(new Shape(1, 28, 28), WAYS);
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(task, "conv-benchmark");
        learner.initialise(problem, parameters, random);
        Batch batch = batch(random);
        Trainer trainer = learner.trainer(problem, batch.size(), Adam.of(0.001).start(parameters.length));
        trainer.step(parameters, batch, 1, random);
        long start = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            trainer.step(parameters, batch, 1, random);
        }
        return STEPS * batch.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static Batch batch(RandomStream random) {
        int rows = WAYS * PER_CLASS;
        float[] values = new float[rows * 784];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        int[] labels = IntStream.range(0, rows).map(row -> row / PER_CLASS).toArray();
        Batch batch = new Batch(rows, 784);
        batch.fill(new Examples(new FloatFeatures(rows, 784, values), labels), 0, rows);
        return batch;
    }
}

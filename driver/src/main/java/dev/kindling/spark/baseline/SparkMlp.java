package dev.kindling.spark.baseline;

import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Learner;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.TrainingPlan;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.Vector;

/**
 * Spark ML's MultilayerPerceptronClassifier: full-batch L-BFGS in float64 on sigmoid layers. A round is an iteration. All
 * of them are one call, so only the last is evaluated, each is told of after the last, and the seconds of each are the mean.
 * It draws its own start weights from the run's seed.
 *
 * @param block examples stacked into one matrix
 * @param tolerance of convergence; Spark stops early where it is reached
 */
public record SparkMlp(int block, double tolerance) implements Baseline {

    private static final String NAME = "spark-mlp";

    public SparkMlp {
        UserMistake.requireRange(block >= 1, "block", "at least 1", block);
        UserMistake.requireRange(tolerance >= 0 && tolerance < 1, "tolerance", "in [0, 1)", tolerance);
    }

    /** Spark's own defaults: blocks of 128, tolerance 1e-6. */
    public static SparkMlp defaults() {
        return new SparkMlp(128, 1e-6);
    }

    @Override
    public void requireTrains(Learner learner) {
        if (BaselineTask.requirePerceptron(NAME, learner).activation() != Activation.SIGMOID) {
            throw UserMistake.of(
                    "learner.activation of trainer = " + NAME,
                    "sigmoid, the only one that Spark ML has",
                    "relu",
                    "the configuration",
                    "set learner.activation to sigmoid");
        }
    }

    @Override
    public RunState train(BaselineTask task, TrainingPlan plan, RunState start, RoundListener listener) {
        task.spark().setJobDescription("Spark ML: " + plan.rounds() + " iterations");
        MultilayerPerceptronClassifier classifier = new MultilayerPerceptronClassifier()
                .setLayers(layers(task))
                .setBlockSize(block)
                .setTol(tolerance)
                .setMaxIter(plan.rounds())
                .setSeed(plan.seed());
        long began = System.nanoTime();
        MultilayerPerceptronClassificationModel model = classifier.fit(LabelledVectors.of(task));
        double trained = (System.nanoTime() - began) / 1e9;
        // The first loss is that of the start weights.
        double[] losses = model.summary().objectiveHistory();
        int iterations = losses.length - 1;
        RunState end = new RunState(iterations, values(model.weights(), start.model()));
        began = System.nanoTime();
        double accuracy = task.accuracy(end.model());
        double evaluated = (System.nanoTime() - began) / 1e9;
        for (int i = 1; i <= iterations; i++) {
            boolean last = i == iterations;
            RoundReport.Seconds seconds =
                    new RoundReport.Seconds(0, trained / iterations, null, 0, last ? evaluated : 0);
            listener.roundFinished(report(task, i, losses[i], last ? accuracy : null, seconds), end);
        }
        task.spark().setJobDescription(null);
        return end;
    }

    private static int[] layers(BaselineTask task) {
        IntStream hidden = task.perceptron().hidden().stream().mapToInt(Integer::intValue);
        return IntStream.concat(
                        IntStream.of(task.problem().input().size()),
                        IntStream.concat(hidden, IntStream.of(task.problem().classes())))
                .toArray();
    }

    /** Spark keeps a layer's weights column by column as {@code [out, in]}, the bias behind them: our order already. */
    private static Parameters values(Vector weights, Parameters like) {
        float[] values = new float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) weights.apply(i);
        }
        return new Parameters(like.layout(), values);
    }

    private static RoundReport report(
            BaselineTask task,
            int iteration,
            double loss,
            @org.jspecify.annotations.Nullable Double accuracy,
            RoundReport.Seconds seconds) {
        int tasks = task.clients().partitions();
        return new RoundReport(
                iteration,
                tasks,
                tasks,
                0,
                task.examples(),
                loss,
                accuracy,
                0,
                0,
                0,
                seconds,
                Double.NaN,
                RoundReport.Absent.NONE);
    }
}

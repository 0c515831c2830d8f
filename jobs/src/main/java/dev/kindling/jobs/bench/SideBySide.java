package dev.kindling.jobs.bench;

import dev.kindling.data.DataSet;
import dev.kindling.data.Split;
import dev.kindling.data.formats.Idx;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.data.partition.Iid;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.Schedule;
import dev.kindling.federated.Weighting;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Sgd;
import dev.kindling.spark.baseline.Baseline;
import dev.kindling.spark.baseline.BaselineTask;
import dev.kindling.spark.baseline.Dl4jParameterAveraging;
import dev.kindling.spark.baseline.SparkMlp;
import dev.kindling.spark.dl4j.Dl4jJar;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import dev.kindling.spark.training.Training;
import dev.kindling.spark.training.TrainingPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The network 784-200-200-10 trained by Kindling's federated averaging, by its data-parallel training, by Deeplearning4j's
 * parameter averaging and by Spark ML, each on the same training examples and measured on the same test split: of MNIST where
 * KINDLING_DATA has it, else of the embedded glyphs. Evaluation is left out of the times. Each trains once and cold, in this order.
 */
final class SideBySide implements Benchmark {

    private static final long SEED = 1;
    private static final int BATCH = 32;
    private static final int CLIENTS = 100;
    private static final int COHORT = 10;
    private static final int FEDERATED_ROUNDS = 60;
    private static final int PARALLEL_ROUNDS = 10;
    private static final int ITERATIONS = 20;
    private static final double TARGET = 0.97;

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        String folder = System.getenv("KINDLING_DATA");
        boolean mnist = folder != null && Files.isDirectory(Path.of(folder, "mnist"));
        DataSet data = mnist ? new Idx("mnist", 10) : new Glyphs(10, 50, 100, 20, 1, 1.0);
        HadoopStorage storage = new HadoopStorage(spark.hadoopConfiguration(), mnist ? folder : "");
        ClientSource source = new ClientSource(spark, data, storage);
        ClientSource.Census train = source.census(Split.TRAIN);
        ClientSource.Census held = source.census(Split.TEST);
        PartitionPlan shards = new Iid().plan(held.population(), Math.max(1, spark.defaultParallelism()), SEED);
        List<Figure> figures = new ArrayList<>();
        try (ClientSet many = dealt(source, train, CLIENTS);
                ClientSet few = dealt(source, train, spark.defaultParallelism());
                ClientSet test = source.clients(Split.TEST, shards, spark.defaultParallelism())) {
            many.load();
            few.load();
            test.load();
            String on = (mnist ? "MNIST" : "glyphs") + ", ";
            figures.addAll(own(spark, on + "Kindling FedAvg", train.problem(), many, test, COHORT, FEDERATED_ROUNDS));
            figures.addAll(
                    own(spark, on + "Kindling data-parallel", train.problem(), few, test, few.size(), PARALLEL_ROUNDS));
            Backprop relu = Backprop.defaults();
            if (Dl4jJar.isThere()) {
                Baseline dl4j = new Dl4jParameterAveraging(BATCH, 5, 0.1);
                BaselineTask task = new BaselineTask(spark, relu, train.problem(), few, test);
                figures.addAll(baseline(on + "Deeplearning4j averaging", dl4j, task, 1));
            } else {
                Logger.getLogger(SideBySide.class.getName())
                        .warning("Deeplearning4j is left out: kindling-dl4j.jar is not on the class path");
            }
            Backprop sigmoid = new Backprop(relu.hidden(), Activation.SIGMOID);
            BaselineTask task = new BaselineTask(spark, sigmoid, train.problem(), few, test);
            figures.addAll(baseline(on + "Spark ML perceptron", SparkMlp.defaults(), task, ITERATIONS));
        }
        return figures;
    }

    private static ClientSet dealt(ClientSource source, ClientSource.Census census, int clients) {
        return source.clients(Split.TRAIN, new Iid().plan(census.population(), clients, SEED), clients);
    }

    private static List<Figure> own(
            JavaSparkContext spark,
            String name,
            Problem problem,
            ClientSet clients,
            ClientSet test,
            int cohort,
            int rounds) {
        FedAvg method = new FedAvg(1, BATCH, Sgd.of(0.1), new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        Curve curve = new Curve();
        new Training(spark, Backprop.defaults(), method, problem, clients, test)
                .run(
                        new TrainingPlan(SEED, rounds, cohort, 1),
                        Training.start(Backprop.defaults(), problem, SEED),
                        curve);
        return curve.figures(name);
    }

    private static List<Figure> baseline(String name, Baseline baseline, BaselineTask task, int rounds) {
        Curve curve = new Curve();
        RunState start = Training.start(task.learner(), task.problem(), SEED);
        baseline.train(task, new TrainingPlan(SEED, rounds, task.clients().size(), 1), start, curve);
        return curve.figures(name);
    }

    /** Accuracy over the seconds of training. */
    private static final class Curve implements RoundListener {

        private double seconds;
        private double secondsToTarget = Double.NaN;
        private long examples;
        private double accuracy = Double.NaN;

        @Override
        public void roundFinished(RoundReport report, RunState state) {
            seconds += report.seconds().round();
            examples += report.examples();
            if (report.accuracy() != null) {
                accuracy = report.accuracy();
                if (accuracy >= TARGET && Double.isNaN(secondsToTarget)) {
                    secondsToTarget = seconds;
                }
            }
        }

        /** The time to the target is left out where it was not reached. */
        List<Figure> figures(String name) {
            List<Figure> figures = new ArrayList<>();
            figures.add(Figure.once(name, "samples/s", examples / seconds));
            figures.add(Figure.once("  accuracy on the test split at the end", "%", 100 * accuracy));
            figures.add(Figure.once("  after training for", "s", seconds));
            if (!Double.isNaN(secondsToTarget)) {
                figures.add(Figure.once("  first 97 % after", "s", secondsToTarget));
            }
            return figures;
        }
    }
}

package dev.kindling.jobs.learners;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.bench.GemmPeak;
import dev.kindling.jobs.bench.PeakHeap;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.report.LearnerRow;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.Run;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.Summary;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.learn.Problem;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials, each into a run folder of its own. Trials whose folders are finished are read again, those that were cut short
 * go on where they stopped.
 */
public final class Comparison {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();
    private static final String HEAP = "peak-heap.txt";

    /** A way forth, one for the gradient by the weights and one for that by the inputs, two operations a multiplication. */
    private static final double OPERATIONS = 6;

    private final JavaSparkContext spark;
    private final Catalogue catalogue;
    private final HadoopStorage data;
    private final String out;
    private final int seeds;
    private final int epochs;

    public Comparison(
            JavaSparkContext spark, Catalogue catalogue, HadoopStorage data, String out, int seeds, int epochs) {
        this.spark = spark;
        this.catalogue = catalogue;
        this.data = data;
        this.out = out;
        this.seeds = seeds;
        this.epochs = epochs;
    }

    /** One rule on one data set in one setting; a rule that cannot be trained so has a row that says why. */
    public LearnerRow row(String dataSet, String setting, String learner) throws IOException {
        Trial first = new Trial(dataSet, setting, learner, 1);
        try {
            return measured(first);
        } catch (UserMistake | RunFailure refused) {
            return LearnerRow.failed(dataSet, setting, learner, String.valueOf(refused.getMessage()));
        }
    }

    private LearnerRow measured(Trial first) throws IOException {
        List<Double> accuracies = new ArrayList<>();
        double fastest = 0;
        double peak = 0;
        long bytesUp = 0;
        @Nullable Problem problem = null;
        for (int seed = 1; seed <= seeds; seed++) {
            Trial trial = new Trial(first.data(), first.setting(), first.learner(), seed);
            peak = Math.max(peak, GemmPeak.once(spark));
            Summary summary = finished(trial, catalogue.run(trial, epochs));
            accuracies.add(summary.testAccuracy());
            fastest = Math.max(fastest, summary.samplesPerSecond());
            bytesUp = summary.bytesUp() / summary.rounds();
            problem = problem == null ? problemOf(trial) : problem;
        }
        double gigaflops =
                fastest * OPERATIONS * multiplications(first, problem).orElse(0L) / 1e9;
        return new LearnerRow(
                first.data(),
                first.setting(),
                first.learner(),
                accuracies,
                fastest,
                gigaflops == 0 ? null : (Double) (gigaflops / peak),
                bytesUp,
                peakHeap(first),
                null);
    }

    private Optional<Long> multiplications(Trial trial, @Nullable Problem problem) {
        return problem == null ? Optional.empty() : catalogue.multiplications(trial.learner(), problem);
    }

    private RunFolder folder(String name) {
        return new RunFolder(spark.hadoopConfiguration(), new Path(out, name).toString());
    }

    private Summary finished(Trial trial, RunConfig config) throws IOException {
        RunFolder folder = folder(trial.folder());
        if (!folder.holds(RunFolder.SUMMARY)) {
            return new Run(spark, config, folder, data).execute(folder.holds(RunFolder.CONFIG), (report, state) -> {});
        }
        return JSON.readValue(folder.readText(RunFolder.SUMMARY), Summary.class);
    }

    private Problem problemOf(Trial trial) throws IOException {
        return TrainedModel.load(folder(trial.folder()), null, List.of()).card().problem();
    }

    /** Of one more training, of a round or of a rule's reduces. */
    private double peakHeap(Trial trial) throws IOException {
        RunFolder folder = folder("heap-" + trial.folder());
        if (!folder.holds(HEAP)) {
            folder.delete();
            double bytes;
            try {
                bytes = PeakHeap.during(
                        () -> new Run(spark, catalogue.run(trial, 1), folder, data).execute(false, (r, s) -> {}));
            } catch (IOException | RuntimeException failed) {
                throw failed;
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
            folder.writeText(HEAP, Long.toString((long) bytes) + "\n");
        }
        return Double.parseDouble(folder.readText(HEAP));
    }
}

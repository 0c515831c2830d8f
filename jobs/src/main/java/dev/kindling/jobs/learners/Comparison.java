package dev.kindling.jobs.learners;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.bench.GemmPeak;
import dev.kindling.jobs.bench.PeakHeap;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.report.LearnerRow;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.Run;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.Summary;
import dev.kindling.jobs.run.TrainedModel;
import dev.kindling.learn.Problem;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.RoundFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs the trials, each into a run folder of its own. Trials whose folders are finished are read again, those that were cut short
 * go on from their last round.
 */
public final class Comparison {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();
    private static final String HEAP = "peak-heap.txt";
    private static final String PEAK = "sgemm-gigaflops.txt";

    private final JavaSparkContext spark;
    private final Catalogue catalogue;
    private final HadoopStorage data;
    private final String out;
    private final int seeds;
    private final Budget budget;

    public Comparison(
            JavaSparkContext spark, Catalogue catalogue, HadoopStorage data, String out, int seeds, Budget budget) {
        this.spark = spark;
        this.catalogue = catalogue;
        this.data = data;
        this.out = out;
        this.seeds = seeds;
        this.budget = budget;
    }

    /**
     * One rule on one data set in one setting; a rule that cannot be trained so has a row that says why.
     *
     * @throws UserMistake if a folder holds a run of other settings
     */
    public LearnerRow row(String dataSet, String setting, String learner) throws IOException {
        Trial first = new Trial(dataSet, setting, learner, 1);
        try {
            catalogue.run(first, budget);
        } catch (UserMistake unfit) {
            return LearnerRow.failed(dataSet, setting, learner, String.valueOf(unfit.getMessage()));
        }
        for (int seed = 1; seed <= seeds; seed++) {
            Trial trial = new Trial(dataSet, setting, learner, seed);
            requireSame(folder(trial.folder()), catalogue.run(trial, budget));
        }
        requireSame(folder(heapFolder(first)), shortest(first));
        try {
            return measured(first);
        } catch (UserMistake | RunFailure | RoundFailure refused) {
            if (spark.sc().isStopped()) {
                throw new RunFailure("stopped before its end; the same command goes on from where it was");
            }
            return LearnerRow.failed(dataSet, setting, learner, String.valueOf(refused.getMessage()));
        }
    }

    /** Figures of one comparison are of the same settings. */
    private static void requireSame(RunFolder folder, RunConfig config) throws IOException {
        if (!folder.holds(RunFolder.CONFIG)) {
            return;
        }
        ConfigReader configs = new ConfigReader();
        String where = folder.file(RunFolder.CONFIG).toString();
        RunConfig before = configs.readAgain(folder.readText(RunFolder.CONFIG), where, null, List.of());
        String difference = configs.difference(before, config);
        if (!difference.isEmpty()) {
            throw new UserMistake("the comparison holds a run of other settings: " + difference + ", in " + where
                    + "; compare with those, or give another --out");
        }
    }

    private LearnerRow measured(Trial first) throws IOException {
        List<Double> accuracies = new ArrayList<>();
        double fastest = 0;
        double share = 0;
        long bytesUp = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Trial trial = new Trial(first.data(), first.setting(), first.learner(), seed);
            Summary summary = finished(trial, catalogue.run(trial, budget));
            accuracies.add(summary.testAccuracy());
            bytesUp = summary.bytesUp() / summary.rounds();
            if (summary.samplesPerSecond() > fastest) {
                fastest = summary.samplesPerSecond();
                share = fastest
                        * operations(trial)
                        / 1e9
                        / Double.parseDouble(folder(trial.folder()).readText(PEAK));
            }
        }
        return new LearnerRow(
                first.data(),
                first.setting(),
                first.learner(),
                accuracies,
                fastest,
                share == 0 ? null : (Double) share,
                catalogue.isInClosedForm(first.learner()) ? null : (Long) bytesUp,
                peakHeap(first),
                null);
    }

    private RunFolder folder(String name) {
        return new RunFolder(spark.hadoopConfiguration(), new Path(out, name).toString());
    }

    private Summary finished(Trial trial, RunConfig config) throws IOException {
        RunFolder folder = folder(trial.folder());
        boolean trained = folder.holds(RunFolder.SUMMARY);
        if (trained && folder.holds(PEAK)) {
            return summary(folder);
        }
        double before = GemmPeak.once(spark);
        Summary summary = trained
                ? summary(folder)
                : new Run(spark, config, folder, data).execute(folder.holds(RunFolder.CONFIG), (report, state) -> {});
        // The better of two: what slows a single product down would make a rule look fast.
        folder.writeText(PEAK, Math.max(before, GemmPeak.once(spark)) + "\n");
        return summary;
    }

    private static Summary summary(RunFolder folder) throws IOException {
        return JSON.readValue(folder.readText(RunFolder.SUMMARY), Summary.class);
    }

    private long operations(Trial trial) throws IOException {
        Problem problem = TrainedModel.load(folder(trial.folder()), null, List.of())
                .card()
                .problem();
        return catalogue.operations(trial.learner(), problem).orElse(0L);
    }

    private RunConfig shortest(Trial trial) {
        return catalogue.run(trial, catalogue.shortest(trial.learner(), budget));
    }

    private static String heapFolder(Trial trial) {
        return "heap-" + trial.folder();
    }

    /** Of one more training, of as few rounds as the rule can do with. */
    private double peakHeap(Trial trial) throws IOException {
        RunFolder folder = folder(heapFolder(trial));
        if (!folder.holds(HEAP)) {
            folder.delete();
            double bytes;
            try {
                bytes = PeakHeap.during(
                        () -> new Run(spark, shortest(trial), folder, data).execute(false, (r, s) -> {}));
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

package dev.kindling.jobs.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.report.SweepPage;
import dev.kindling.jobs.report.SweepReport;
import dev.kindling.jobs.report.SweepRow;
import dev.kindling.jobs.report.SweepRow.Curve;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.FolderReport;
import dev.kindling.jobs.run.MetricsLog;
import dev.kindling.jobs.run.Run;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.run.Summary;
import dev.kindling.spark.baseline.Baseline;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.RoundReport;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials of a plan one after another, each seed into a run folder of its own. What is finished there, or was stopped, is read again; what was
 * cut short goes on from its last checkpoint. sweep.json and sweep.html are written after every trial.
 */
public final class Sweep {

    public static final String PAGE = "sweep.html";
    private static final String FIGURES = "sweep.json";
    private static final String STOPPED = "stopped.json";
    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    private final JavaSparkContext spark;
    private final HadoopStorage data;
    private final RunFolder folder;
    private final SweepPlan plan;
    private final Function<Throwable, String> explanation;
    private final Consumer<String> progress;

    /**
     * For one folder.
     *
     * @param explanation what a failure of a run means, in one line without secrets
     * @param progress is told of every run, a line each
     */
    public Sweep(
            JavaSparkContext spark,
            HadoopStorage data,
            RunFolder folder,
            SweepPlan plan,
            Function<Throwable, String> explanation,
            Consumer<String> progress) {
        this.spark = spark;
        this.data = data;
        this.folder = folder;
        this.plan = plan;
        this.explanation = explanation;
        this.progress = progress;
    }

    /** Runs what is not done yet and ranks all. */
    public SweepReport execute() throws IOException {
        plan.write(folder);
        List<SweepRow> rows = new ArrayList<>();
        SweepReport report = SweepReport.of(plan.measuredOn(), plan.seeds(), rows);
        for (Trial trial : plan.trials()) {
            rows.add(row(trial, toBeat(rows)));
            report = SweepReport.of(plan.measuredOn(), plan.seeds(), rows);
            write(report);
        }
        return report;
    }

    /** The accuracy of the best trial so far, of its worst seed, so that one lucky seed stops nobody; null where nothing is to be stopped. */
    private @Nullable Double toBeat(List<SweepRow> rows) {
        return plan.stopEarly()
                ? rows.stream()
                        .filter(SweepRow::isComplete)
                        .max(Comparator.comparingDouble(SweepRow::mean))
                        .map(SweepRow::lowest)
                        .orElse(null)
                : null;
    }

    /** A trial is over when one of its seeds was stopped or failed. */
    private SweepRow row(Trial trial, @Nullable Double toBeat) throws IOException {
        List<Double> accuracies = new ArrayList<>();
        Double predicted = null;
        String failure = trial.refusal();
        if (failure != null) {
            tell(trial, 0, accuracies, null, failure);
        }
        for (int seed = 0;
                failure == null && predicted == null && seed < plan.seeds().size();
                seed++) {
            try {
                predicted = train(trial, seed, toBeat, accuracies);
            } catch (Exception failed) {
                // Spark, in Scala, throws checked exceptions that it does not declare.
                if (spark.sc().isStopped()) {
                    throw failed;
                }
                failure = explanation.apply(failed);
            }
            tell(trial, seed, accuracies, predicted, failure);
        }
        List<Curve> curves = new ArrayList<>();
        for (long seed : plan.seeds()) {
            curves.add(curve(folder(trial, seed)));
        }
        return new SweepRow(
                trial.number(),
                shown(trial.settings()),
                accuracies,
                predicted,
                failure,
                rounds(trial),
                trial.configs().stream().mapToInt(RunConfig::rounds).sum(),
                curves);
    }

    /** Trains one seed to its end, whose accuracy is added, or returns what it was predicted to come to when it was stopped. */
    private @Nullable Double train(Trial trial, int seed, @Nullable Double toBeat, List<Double> accuracies)
            throws IOException {
        RunFolder run = folder(trial, plan.seeds().get(seed));
        RunConfig config = trial.configs().get(seed);
        if (run.holds(STOPPED)) {
            return JSON.readValue(run.readText(STOPPED), StoppedRun.class).predicted();
        }
        if (!run.holds(RunFolder.SUMMARY)) {
            if (config.trainer() instanceof Baseline) {
                // It cannot be gone on with.
                run.delete();
            }
            try {
                CurveWatch watch = new CurveWatch(config.rounds(), toBeat);
                watch.goOn(curve(run));
                new Run(spark, config, run, data).execute(run.holds(RunFolder.CONFIG), watch);
            } catch (CurveWatch.Stop stop) {
                new FolderReport(run).write();
                run.writeText(STOPPED, JSON.writeValueAsString(stop.why()) + "\n");
                return stop.why().predicted();
            }
        }
        accuracies.add(
                JSON.readValue(run.readText(RunFolder.SUMMARY), Summary.class).testAccuracy());
        return null;
    }

    private RunFolder folder(Trial trial, long seed) {
        return new RunFolder(spark.hadoopConfiguration(), new Path(folder.toString(), trial.folder(seed)).toString());
    }

    private static Curve curve(RunFolder run) throws IOException {
        List<Integer> rounds = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        if (run.holds(RunFolder.METRICS)) {
            for (RoundReport report : MetricsLog.read(run)) {
                Double accuracy = report.accuracy();
                if (accuracy != null) {
                    rounds.add(report.round());
                    accuracies.add(accuracy);
                }
            }
        }
        return new Curve(rounds, accuracies);
    }

    private int rounds(Trial trial) throws IOException {
        int rounds = 0;
        for (long seed : plan.seeds()) {
            RunFolder run = folder(trial, seed);
            rounds += run.holds(RunFolder.METRICS) ? MetricsLog.read(run).size() : 0;
        }
        return rounds;
    }

    private static Map<String, String> shown(Map<String, String> settings) {
        Map<String, String> shown = new LinkedHashMap<>(settings);
        shown.replaceAll((name, value) -> Redaction.ofProcess().text(value));
        return shown;
    }

    private void tell(
            Trial trial, int seed, List<Double> accuracies, @Nullable Double predicted, @Nullable String failure) {
        String result = failure != null
                ? "failed: " + failure
                : predicted != null
                        ? String.format(Locale.ROOT, "stopped, predicted %.2f %%", 100 * predicted)
                        : String.format(Locale.ROOT, "%.2f %%", 100 * accuracies.get(accuracies.size() - 1));
        progress.accept(String.format(
                Locale.ROOT,
                "trial %d of %d, seed %d, %s: %s",
                trial.number(),
                plan.trials().size(),
                plan.seeds().get(seed),
                SweepRow.words(shown(trial.settings())),
                result));
    }

    private void write(SweepReport report) throws IOException {
        folder.writeText(FIGURES, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        AtomicFiles.write(folder.hadoop(), folder.file(PAGE), bytes -> {
            Writer page = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
            SweepPage.write(folder.name(), report, page);
            page.flush();
        });
    }
}

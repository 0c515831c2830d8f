package dev.kindling.jobs.continual;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.TestAnswers;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.config.HeadConfig;
import dev.kindling.jobs.config.StrategyConfig;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.Provenance;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.jobs.tracking.TrackedRun;
import dev.kindling.jobs.tracking.TrackedStep;
import dev.kindling.jobs.tracking.Tracking;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** One run of continual learning, experience by experience. */
public final class ContinualRun {

    /** The plan of a run whose query asked the model: nobody else can make it again. */
    public static final String PLAN = "plan.csv";

    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    private final JavaSparkContext spark;
    private final ContinualConfig config;
    private final RunFolder folder;
    private final HadoopStorage data;

    public ContinualRun(JavaSparkContext spark, ContinualConfig config, RunFolder folder, HadoopStorage data) {
        this.spark = spark;
        this.config = config;
        this.folder = folder;
        this.data = data;
    }

    /** Runs all experiences, or those that remain where {@code resume} finds a state, and writes the folder. */
    public ContinualSummary execute(boolean resume, Consumer<ExperienceReport> listener) throws IOException {
        PartialRun partial = new PartialRun(folder);
        if (resume) {
            partial.requireResumable(config);
        } else {
            folder.requireEmpty();
            partial.begin();
        }
        try (Fieldwork fieldwork = new Fieldwork(spark, config, data)) {
            String provenance = JSON.writeValueAsString(Provenance.collect(spark, config.seed())) + "\n";
            FieldLearner learner = config instanceof HeadConfig head
                    ? new HeadLearner(spark, head, fieldwork, new HeadPreparation(spark, head, fieldwork, data).head())
                    : new StrategyLearner(spark, (StrategyConfig) config, fieldwork);
            Progress progress = new Progress(fieldwork, learner);
            if (resume) {
                progress.restore(partial.resume(config, fieldwork, learner));
            }
            ContinualSummary summary;
            try (Tracking tracking = new Tracking(config.tracking(), tracked(partial, fieldwork, progress))) {
                if (!resume) {
                    begin(learner, progress);
                }
                for (int e = progress.reports().size(); e < fieldwork.plan().experiences(); e++) {
                    ExperienceReport report = learn(e, fieldwork, learner, progress);
                    tracking.stepFinished(() -> new TrackedStep(
                            report.experience(), ExperienceFigures.of(report, learner, config), learner.model()));
                    listener.accept(report);
                    if ((e + 1) % config.checkpointEvery() == 0
                            && e + 1 < fieldwork.plan().experiences()) {
                        partial.save(config, fieldwork, learner, progress.reports());
                    }
                }
                summary = finish(fieldwork, learner, progress, provenance);
                tracking.runFinished(new ContinualFolderReport(folder)::wrong);
            }
            partial.handOver();
            return summary;
        }
    }

    private TrackedRun tracked(PartialRun partial, Fieldwork fieldwork, Progress progress) {
        return new TrackedRun(
                folder.hadoop(),
                folder.path(),
                partial.path(),
                "experiences",
                progress.reports().size(),
                fieldwork.plan().experiences(),
                new ConfigReader().settings(config));
    }

    private void begin(FieldLearner learner, Progress progress) {
        JobLabel.during(spark.sc(), "the base classes", () -> {
            learner.begin();
            return learner;
        });
        progress.begin();
    }

    private ExperienceReport learn(int e, Fieldwork fieldwork, FieldLearner learner, Progress progress) {
        long start = System.nanoTime();
        JobLabel.during(
                spark.sc(), "experience " + (e + 1) + " of " + fieldwork.plan().experiences(), () -> {
                    learner.learn(e, fieldwork.plan().measures(e));
                    return learner;
                });
        return progress.report(e, (System.nanoTime() - start) / 1e9);
    }

    /** All is written at the end: a run that fails before leaves no folder that stands in the way of the next, one that fails here is gone on with. */
    private ContinualSummary finish(Fieldwork fieldwork, FieldLearner learner, Progress progress, String provenance)
            throws IOException {
        folder.writeText(RunFolder.CONFIG, new ConfigReader().write(config));
        folder.writeText(RunFolder.PROVENANCE, provenance);
        FieldLearner.Digests written = learner.write(folder);
        if (fieldwork.plan().course().asksModel()) {
            StringBuilder plan = new StringBuilder();
            fieldwork.plan().course().plan().write(plan);
            folder.writeText(PLAN, plan.toString());
        }
        StringBuilder lines = new StringBuilder();
        for (ExperienceReport report : progress.reports()) {
            lines.append(JSON.writeValueAsString(report)).append('\n');
        }
        folder.writeText(RunFolder.METRICS, lines.toString());
        ContinualSummary summary = summary(learner, progress, written);
        folder.writeText(RunFolder.SUMMARY, JSON.writeValueAsString(summary) + "\n");
        new ContinualFolderReport(folder).write();
        return summary;
    }

    private ContinualSummary summary(FieldLearner learner, Progress progress, FieldLearner.Digests written) {
        List<ExperienceReport> reports = progress.reports();
        ExperienceReport last = reports.get(reports.size() - 1);
        AccuracyMatrix matrix = learner.matrix();
        boolean whole = config.evaluateEvery() == 1;
        boolean several = whole && reports.size() > 1;
        TestAnswers answers = Objects.requireNonNull(learner.answers(), "the last experience is measured");
        return new ContinualSummary(
                Objects.requireNonNull(last.accuracy()),
                config.measuredOn(),
                last.base(),
                last.field(),
                measure(whole, matrix::averageIncrementalAccuracy),
                measure(several, matrix::forgetting),
                measure(several, matrix::backwardTransfer),
                measure(several && learner.foresees(), matrix::forwardTransfer),
                last.openSetAuroc(),
                meanAuroc(reports),
                last.calibrationError(),
                last.clientAccuracies(),
                reports.size(),
                last.classesSeen(),
                learner.examples(),
                learner.refused(),
                reports.stream().mapToLong(ExperienceReport::bytesUp).sum(),
                reports.stream().mapToLong(ExperienceReport::bytesUpFedAvg).sum(),
                written.moments(),
                written.model(),
                config.seed(),
                reports.stream().mapToDouble(ExperienceReport::seconds).sum(),
                whole ? rows(matrix) : List.of(),
                progress.own().accuracies(answers),
                progress.own().examples());
    }

    private static @Nullable Double measure(boolean known, DoubleSupplier value) {
        return known ? Progress.orNull(value.getAsDouble()) : null;
    }

    private static @Nullable Double meanAuroc(List<ExperienceReport> reports) {
        return Progress.orNull(reports.stream()
                .map(ExperienceReport::openSetAuroc)
                .filter(Objects::nonNull)
                .mapToDouble(auroc -> auroc)
                .average()
                .orElse(Double.NaN));
    }

    /** The accuracies after each experience on the tasks up to it; nothing where there are too many to look at. */
    private static List<List<Double>> rows(AccuracyMatrix matrix) {
        List<List<Double>> rows = new ArrayList<>();
        for (int after = 0;
                after < matrix.experiences() && matrix.experiences() <= ExperienceFigures.MOST_TASKS;
                after++) {
            List<Double> row = new ArrayList<>();
            for (int on = 0; on <= after; on++) {
                row.add(matrix.accuracy(after, on));
            }
            rows.add(row);
        }
        return rows;
    }
}

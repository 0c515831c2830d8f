package dev.kindling.jobs.continual;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.head.Moments;
import dev.kindling.head.ScoringRule;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.Provenance;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/** One run of continual learning: experience by experience clients add what they saw to the sums, and a head is made of them. */
public final class ContinualRun {

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

    /** Runs all experiences and writes the folder. */
    public ContinualSummary execute(Consumer<ExperienceReport> listener) throws IOException {
        folder.requireEmpty();
        try (Fieldwork fieldwork = new Fieldwork(spark, config, data)) {
            String provenance = JSON.writeValueAsString(Provenance.collect(spark, config.seed())) + "\n";
            Progress progress = new Progress(config, fieldwork);
            Moments sums = step("the base classes", fieldwork::base);
            progress.begin(sums);
            List<ExperienceReport> reports = new ArrayList<>();
            ScoringRule rule = null;
            for (int e = 0; e < fieldwork.plan().experiences(); e++) {
                int experience = e;
                long start = System.nanoTime();
                String name =
                        "experience " + (e + 1) + " of " + fieldwork.plan().experiences();
                sums.add(step(name + ": learn", () -> fieldwork.experience(experience)));
                if (progress.measures(e)) {
                    ScoringRule solved = config.head().solve(sums);
                    rule = solved;
                    progress.measured(e, step(name + ": measure", () -> fieldwork
                            .evaluation()
                            .run(solved)));
                }
                ExperienceReport report = progress.report(e, sums, (System.nanoTime() - start) / 1e9);
                reports.add(report);
                listener.accept(report);
            }
            ContinualSummary summary = finish(sums, reports, progress, provenance);
            ScoringRule last = Objects.requireNonNull(rule, "the last experience is always measured");
            step("pictures for the report", () -> Pictures.of(fieldwork, sums, last))
                    .write(folder);
            new ContinualFolderReport(folder).write();
            return summary;
        }
    }

    private <T> T step(String label, java.util.function.Supplier<T> work) {
        return JobLabel.during(spark.sc(), label, work);
    }

    /** All is written at the end: a run that fails leaves no folder that stands in the way of the next. */
    private ContinualSummary finish(Moments sums, List<ExperienceReport> reports, Progress progress, String provenance)
            throws IOException {
        folder.writeText(RunFolder.CONFIG, new ConfigReader().write(config));
        folder.writeText(RunFolder.PROVENANCE, provenance);
        String sha256 = MomentsFile.write(sums, folder);
        StringBuilder lines = new StringBuilder();
        for (ExperienceReport report : reports) {
            lines.append(JSON.writeValueAsString(report)).append('\n');
        }
        folder.writeText(RunFolder.METRICS, lines.toString());
        ContinualSummary summary = summary(sums, reports, progress, sha256);
        folder.writeText(RunFolder.SUMMARY, JSON.writeValueAsString(summary) + "\n");
        return summary;
    }

    private ContinualSummary summary(Moments sums, List<ExperienceReport> reports, Progress progress, String sha256) {
        ExperienceReport last = reports.get(reports.size() - 1);
        AccuracyMatrix matrix = progress.matrix();
        boolean whole = config.evaluateEvery() == 1;
        return new ContinualSummary(
                Objects.requireNonNull(last.accuracy()),
                last.base(),
                last.field(),
                whole ? progress.averageIncrementalAccuracy() : null,
                whole && reports.size() > 1 ? progress.forgetting() : null,
                reports.size(),
                last.classesSeen(),
                sums.examples(),
                sums.refused(),
                reports.stream().mapToLong(ExperienceReport::bytesUp).sum(),
                reports.stream().mapToLong(ExperienceReport::bytesUpFedAvg).sum(),
                sha256,
                config.seed(),
                reports.stream().mapToDouble(ExperienceReport::seconds).sum(),
                whole ? Progress.rows(matrix) : List.of());
    }
}

package dev.kindling.jobs.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.report.ClientAccuracies;
import dev.kindling.jobs.report.ComparedRun;
import dev.kindling.jobs.report.Confusion;
import dev.kindling.jobs.report.Headline;
import dev.kindling.jobs.report.HtmlReport;
import dev.kindling.jobs.report.Pixels;
import dev.kindling.jobs.report.RoundRow;
import dev.kindling.jobs.report.RunReport;
import dev.kindling.jobs.report.WrongExample;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.training.RoundReport;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** report.html, made from what else is in a run's folder; of a run that has not ended it shows the rounds so far. */
public final class FolderReport {

    /** A later version may have added fields. */
    private static final ObjectReader JSON =
            FiniteNumbers.mapper().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final RunFolder folder;
    private final Redaction redaction = Redaction.ofProcess();

    public FolderReport(RunFolder folder) {
        this.folder = folder;
    }

    /** Writes the page, whole or not at all, and returns where it is. */
    public String write() throws IOException {
        RunReport report = collect();
        AtomicFiles.write(folder.hadoop(), folder.file(RunFolder.REPORT), out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            HtmlReport.write(report, text);
            text.flush();
        });
        return folder.file(RunFolder.REPORT).toString();
    }

    private RunReport collect() throws IOException {
        Summary summary = read(RunFolder.SUMMARY, new TypeReference<>() {});
        EvaluationFile evaluation = read(RunFolder.EVALUATION, new TypeReference<>() {});
        Map<String, String> provenance = read(RunFolder.PROVENANCE, new TypeReference<>() {});
        List<RoundReport> rounds = folder.holds(RunFolder.METRICS) ? MetricsLog.read(folder) : List.of();
        return new RunReport(
                folder.name(),
                headline(summary, rounds, provenance),
                rounds.stream().map(FolderReport::row).toList(),
                evaluation == null ? Confusion.none() : confusion(evaluation),
                evaluation == null ? List.of() : wrong(evaluation),
                evaluation == null || summary == null ? ClientAccuracies.none() : clients(evaluation, summary),
                evaluation == null ? Map.of() : evaluation.layers(),
                redaction.text(folder.readText(RunFolder.CONFIG)),
                redacted(provenance == null ? Map.of() : provenance));
    }

    /** What a comparison shows of this run. */
    ComparedRun compared(long seed, Map<String, String> settings) throws IOException {
        Summary summary = read(RunFolder.SUMMARY, new TypeReference<>() {});
        List<RoundReport> rounds = folder.holds(RunFolder.METRICS) ? MetricsLog.read(folder) : List.of();
        Headline headline = headline(summary, rounds, null);
        return new ComparedRun(
                folder.name(),
                seed,
                settings,
                rounds.stream().map(FolderReport::row).toList(),
                headline.measuredOn(),
                headline.testAccuracy(),
                headline.samplesPerSecond(),
                headline.modelSha256());
    }

    /** Examples that came out wrong, those that are pictures; none of a run that has not ended. */
    List<WrongExample> wrong() throws IOException {
        EvaluationFile evaluation = read(RunFolder.EVALUATION, new TypeReference<>() {});
        return evaluation == null ? List.of() : wrong(evaluation);
    }

    /** Of a folder that an earlier version wrote too. */
    private Map<String, String> redacted(Map<String, String> facts) {
        Map<String, String> shown = new LinkedHashMap<>(facts);
        shown.replaceAll((name, value) -> redaction.text(value));
        return shown;
    }

    private <T> @Nullable T read(String name, TypeReference<T> type) throws IOException {
        if (!folder.holds(name)) {
            return null;
        }
        try {
            return JSON.forType(type).readValue(folder.readText(name));
        } catch (com.fasterxml.jackson.core.JsonProcessingException damaged) {
            throw new UserMistake(
                    "damaged " + name + ": expected what a run writes, found \"" + damaged.getOriginalMessage()
                            + "\", in " + folder + "; remove the file to make the report without it",
                    damaged);
        }
    }

    private static Headline headline(
            @Nullable Summary summary, List<RoundReport> rounds, @Nullable Map<String, String> provenance) {
        if (summary == null) {
            return unfinished(rounds, provenance);
        }
        Map<String, String> more = new LinkedHashMap<>();
        more.put("Clients", String.format(java.util.Locale.ROOT, "%,d", summary.clients()));
        more.put("Parameters", String.format(java.util.Locale.ROOT, "%,d", summary.parameters()));
        if (summary.episodes() != null) {
            more.put("Measured by", summary.episodes().toString());
        }
        if (summary.diverged() > 0) {
            more.put("Updates left out", String.format(java.util.Locale.ROOT, "%,d", summary.diverged()));
        }
        counts(summary.absent()).forEach((label, count) -> {
            if (count > 0) {
                more.put(label, String.format(java.util.Locale.ROOT, "%,d", count));
            }
        });
        return new Headline(
                summary.measuredOn() == null ? "test" : summary.measuredOn(),
                summary.testAccuracy(),
                summary.seconds(),
                summary.samplesPerSecond(),
                summary.modelSha256(),
                summary.seed(),
                more);
    }

    private static Headline unfinished(List<RoundReport> rounds, @Nullable Map<String, String> provenance) {
        double training = 0;
        double seconds = 0;
        long samples = 0;
        for (RoundReport round : rounds) {
            samples += round.examples();
            training += round.seconds().round();
            seconds += round.seconds().round() + round.seconds().evaluate();
        }
        String seed = provenance == null ? "0" : provenance.getOrDefault("seed", "0");
        return new Headline(
                "test", null, seconds, samples / training, "", Long.parseLong(seed), Map.of("State", "not finished"));
    }

    private static RoundRow row(RoundReport report) {
        Map<String, Double> stages = new LinkedHashMap<>();
        stages.put("broadcast", report.seconds().broadcast());
        Double merge = report.seconds().merge();
        if (merge == null) {
            // What an earlier version wrote, or a round that Spark did not tell enough of.
            stages.put("train and merge", report.seconds().train());
        } else {
            stages.put("train", report.seconds().train());
            stages.put("merge", merge);
        }
        stages.put("update", report.seconds().update());
        stages.put("evaluate", report.seconds().evaluate());
        return new RoundRow(
                report.round(),
                report.loss(),
                report.accuracy(),
                report.bytesDown(),
                report.bytesUp(),
                stages,
                counts(report.absent()));
    }

    private static Map<String, Long> counts(RoundReport.Absent absent) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("Not finite", absent.notFinite());
        counts.put("Out of range", absent.outOfRange());
        counts.put("Wrong shape", absent.wrongShape());
        counts.put("Dropped out", absent.droppedOut());
        counts.put("Past deadline", absent.pastDeadline());
        counts.put("Discarded", absent.discarded());
        counts.put("Repeats", (long) absent.repeats());
        return counts;
    }

    private static Confusion confusion(EvaluationFile evaluation) {
        long[][] counts = evaluation.confusion().stream()
                .map(row -> row.stream().mapToLong(Long::longValue).toArray())
                .toArray(long[][]::new);
        return new Confusion(evaluation.classNames(), counts);
    }

    private static ClientAccuracies clients(EvaluationFile evaluation, Summary summary) {
        Summary.Spread spread = summary.clientAccuracy();
        if (spread == null) {
            return ClientAccuracies.none();
        }
        return new ClientAccuracies(
                evaluation.clientAccuracyHistogram(), spread.lowest(), spread.median(), spread.highest());
    }

    /** Only pictures can be shown: grey or coloured ones. */
    private static List<WrongExample> wrong(EvaluationFile evaluation) {
        return evaluation.wrong().stream()
                .filter(wrong -> wrong.pixels() != null)
                .filter(wrong -> wrong.shape().get(0) == 1 || wrong.shape().get(0) == 3)
                .map(wrong -> wrongExample(wrong, evaluation.classNames()))
                .toList();
    }

    private static WrongExample wrongExample(EvaluationFile.Wrong wrong, List<String> classes) {
        List<Integer> shape = wrong.shape();
        byte[] bytes = Base64.getDecoder().decode(java.util.Objects.requireNonNull(wrong.pixels()));
        return new WrongExample(
                new Pixels(shape.get(0), shape.get(1), shape.get(2), bytes),
                classes.get(wrong.label()),
                classes.get(wrong.predicted()),
                Double.NaN);
    }
}

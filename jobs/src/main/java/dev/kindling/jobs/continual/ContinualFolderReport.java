package dev.kindling.jobs.continual;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.report.ContinualPage;
import dev.kindling.jobs.report.ContinualReport;
import dev.kindling.jobs.report.Pixels;
import dev.kindling.jobs.report.WrongExample;
import dev.kindling.jobs.run.FiniteNumbers;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** report.html of a continual run, made from what else is in its folder. */
public final class ContinualFolderReport {

    /** A later version may have added fields. */
    private static final ObjectReader JSON =
            FiniteNumbers.mapper().reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final RunFolder folder;
    private final Redaction redaction = Redaction.ofProcess();

    public ContinualFolderReport(RunFolder folder) {
        this.folder = folder;
    }

    /** Whether a folder holds a continual run, and not one of rounds. */
    public static boolean suits(RunFolder folder) throws IOException {
        return JSON.readTree(folder.readText(RunFolder.CONFIG)).has("scenario");
    }

    /** Writes the page, whole or not at all, and returns where it is. */
    public String write() throws IOException {
        ContinualReport report = collect();
        AtomicFiles.write(folder.hadoop(), folder.file(RunFolder.REPORT), out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            ContinualPage.write(report, text);
            text.flush();
        });
        return folder.file(RunFolder.REPORT).toString();
    }

    private ContinualReport collect() throws IOException {
        JsonNode summary = JSON.readTree(folder.readText(RunFolder.SUMMARY));
        PrototypesFile prototypes = read(PrototypesFile.NAME, new TypeReference<>() {});
        NeighboursFile neighbours = read(NeighboursFile.NAME, new TypeReference<>() {});
        Map<String, String> provenance = read(RunFolder.PROVENANCE, new TypeReference<>() {});
        Map<String, String> shown = new LinkedHashMap<>(provenance == null ? Map.of() : provenance);
        shown.replaceAll((name, value) -> redaction.text(value));
        return new ContinualReport(
                folder.name(),
                facts(summary),
                digest(summary),
                experiences(),
                matrix(summary.path("accuracyMatrix")),
                prototypes == null ? ContinualReport.PrototypeMap.none() : map(prototypes),
                neighbours == null ? List.of() : wrong(neighbours),
                redaction.text(folder.readText(RunFolder.CONFIG)),
                shown);
    }

    /** The mistakes that a head is surest of; none of a network. */
    List<WrongExample> wrong() throws IOException {
        NeighboursFile neighbours = read(NeighboursFile.NAME, new TypeReference<>() {});
        return neighbours == null
                ? List.of()
                : wrong(neighbours).stream()
                        .map(wrong -> new WrongExample(wrong.image(), wrong.trueClass(), wrong.predicted(), Double.NaN))
                        .toList();
    }

    /** Of the sums, or where there are none of the model. */
    private static String digest(JsonNode summary) {
        JsonNode sums = summary.path("momentsSha256");
        return sums.isTextual() ? sums.asText() : summary.path("modelSha256").asText("");
    }

    private <T> @Nullable T read(String name, TypeReference<T> type) throws IOException {
        if (!folder.holds(name)) {
            return null;
        }
        try {
            return JSON.forType(type).readValue(folder.readText(name));
        } catch (JsonProcessingException damaged) {
            throw damaged(name, damaged);
        }
    }

    private UserMistake damaged(String name, JsonProcessingException damaged) {
        return new UserMistake(
                "damaged " + name + ": expected what a continual run writes, found \"" + damaged.getOriginalMessage()
                        + "\", in " + folder + "; remove the file to make the report without it",
                damaged);
    }

    /** What is there, in a fixed order: forgetting a client leaves less than a run. */
    private static Map<String, String> facts(JsonNode summary) {
        Map<String, String> facts = new LinkedHashMap<>();
        percent(facts, "Test accuracy", summary.path("accuracy"));
        percent(facts, "Base classes", summary.path("base"));
        percent(facts, "Field classes", summary.path("field"));
        percent(facts, "Average incremental", summary.path("averageIncrementalAccuracy"));
        percent(facts, "Forgetting", summary.path("forgetting"));
        percent(facts, "Backward transfer", summary.path("backwardTransfer"));
        percent(facts, "Forward transfer", summary.path("forwardTransfer"));
        percent(facts, "Open-set AUROC, mean", summary.path("openSetAurocMean"));
        percent(facts, "Calibration error", summary.path("calibrationError"));
        percent(
                facts,
                "Worst tenth of clients",
                summary.path("clientAccuracies").path("worstTenth"));
        count(facts, "Experiences", summary.path("experiences"));
        count(facts, "Classes", summary.path(summary.has("classesSeen") ? "classesSeen" : "classes"));
        count(facts, "Examples", summary.path(summary.has("examples") ? "examples" : "remaining"));
        count(facts, "Examples taken out", summary.path("takenOut"));
        if (summary.has("seed")) {
            facts.put("Seed", summary.path("seed").asText());
        }
        return facts;
    }

    private static void percent(Map<String, String> facts, String label, JsonNode value) {
        if (value.isNumber()) {
            facts.put(label, String.format(Locale.ROOT, "%.2f %%", 100 * value.asDouble()));
        }
    }

    private static void count(Map<String, String> facts, String label, JsonNode value) {
        if (value.isNumber()) {
            facts.put(label, String.format(Locale.ROOT, "%,d", value.asLong()));
        }
    }

    private List<ContinualReport.Experience> experiences() throws IOException {
        List<ContinualReport.Experience> rows = new ArrayList<>();
        if (!folder.holds(RunFolder.METRICS)) {
            return rows;
        }
        try {
            for (String line : folder.readText(RunFolder.METRICS).lines().toList()) {
                rows.add(row(JSON.forType(ExperienceReport.class).readValue(line)));
            }
        } catch (JsonProcessingException damaged) {
            throw damaged(RunFolder.METRICS, damaged);
        }
        return rows;
    }

    private static ContinualReport.Experience row(ExperienceReport report) {
        return new ContinualReport.Experience(
                report.experience(),
                report.classesSeen(),
                report.accuracy(),
                report.base(),
                report.field(),
                report.current(),
                report.openSetAuroc(),
                report.calibrationError(),
                report.bytesUp(),
                report.bytesUpFedAvg(),
                report.seconds());
    }

    private static List<List<@Nullable Double>> matrix(JsonNode rows) {
        List<List<@Nullable Double>> matrix = new ArrayList<>();
        for (JsonNode row : rows) {
            List<@Nullable Double> values = new ArrayList<>();
            for (JsonNode value : row) {
                values.add(value.isNumber() ? (Double) value.asDouble() : null);
            }
            matrix.add(values);
        }
        return matrix;
    }

    private static ContinualReport.PrototypeMap map(PrototypesFile file) {
        return new ContinualReport.PrototypeMap(
                file.prototypes().stream()
                        .map(one -> new ContinualReport.Prototype(one.name(), one.experience(), one.x(), one.y()))
                        .toList(),
                file.first(),
                file.second());
    }

    /** Only grey or coloured pictures can be shown. */
    private static List<ContinualReport.WrongNeighbourhood> wrong(NeighboursFile file) {
        int channels = file.shape().get(0);
        if (channels != 1 && channels != 3) {
            return List.of();
        }
        return file.mistakes().stream()
                .map(mistake -> new ContinualReport.WrongNeighbourhood(
                        pixels(file, mistake.pixels()),
                        mistake.label(),
                        mistake.predicted(),
                        pixels(file, mistake.nearestPredicted()),
                        pixels(file, mistake.nearestTrue())))
                .toList();
    }

    private static Pixels pixels(NeighboursFile file, String base64) {
        return new Pixels(
                file.shape().get(0),
                file.shape().get(1),
                file.shape().get(2),
                Base64.getDecoder().decode(base64));
    }
}

package dev.kindling.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.spark.storage.AtomicFiles;
import dev.kindling.spark.training.RoundReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;

/** metrics.jsonl: one object a round, each on the file system before the next round begins. */
final class MetricsLog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RoundReport> reports;
    private final FSDataOutputStream out;

    private MetricsLog(List<RoundReport> reports, FSDataOutputStream out) {
        this.reports = reports;
        this.out = out;
    }

    /** Opens the log of a run that has {@code roundsDone} rounds behind it; later lines, of lost rounds, go. */
    static MetricsLog open(RunFolder folder, int roundsDone) throws IOException {
        List<RoundReport> kept = new ArrayList<>();
        if (roundsDone > 0) {
            for (RoundReport report : read(folder)) {
                if (report.round() <= roundsDone) {
                    kept.add(report);
                }
            }
        }
        // Not every file system can append, so the log is begun anew with the lines it keeps.
        AtomicFiles.write(folder.hadoop(), folder.file(RunFolder.METRICS), start -> {});
        MetricsLog log = new MetricsLog(new ArrayList<>(), folder.files().create(folder.file(RunFolder.METRICS), true));
        kept.forEach(log::add);
        return log;
    }

    /** All rounds in a run's log. */
    static List<RoundReport> read(RunFolder folder) throws IOException {
        List<RoundReport> reports = new ArrayList<>();
        for (String line : folder.readText(RunFolder.METRICS).lines().toList()) {
            if (!line.isBlank()) {
                try {
                    reports.add(JSON.readValue(line, RoundReport.class));
                } catch (JsonProcessingException cutShort) {
                    // A line that a crash cut short belongs to a round that is run again.
                    break;
                }
            }
        }
        return reports;
    }

    void add(RoundReport report) {
        reports.add(report);
        try {
            out.write((JSON.writeValueAsString(report) + "\n").getBytes(StandardCharsets.UTF_8));
            out.hflush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + RunFolder.METRICS + ": " + failed.getMessage(), failed);
        }
    }

    List<RoundReport> reports() {
        return List.copyOf(reports);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

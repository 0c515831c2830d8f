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
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** metrics.jsonl: one object a round, each on the file system before the next round begins. */
public final class MetricsLog implements AutoCloseable {

    private static final ObjectMapper JSON = FiniteNumbers.mapper();

    private final RunFolder folder;
    private final List<RoundReport> reports;
    private final @Nullable FSDataOutputStream end;

    private MetricsLog(RunFolder folder, List<RoundReport> reports) throws IOException {
        this.folder = folder;
        this.reports = reports;
        writeAll();
        Path file = folder.file(RunFolder.METRICS);
        boolean appends = folder.files().hasPathCapability(file, CommonPathCapabilities.FS_APPEND);
        this.end = appends ? folder.files().append(file) : null;
    }

    /** Opens the log of a run that has {@code roundsDone} rounds behind it; later lines, of lost rounds, go. */
    static MetricsLog open(RunFolder folder, int roundsDone) throws IOException {
        List<RoundReport> kept = new ArrayList<>();
        if (roundsDone > 0 && folder.holds(RunFolder.METRICS)) {
            for (RoundReport report : read(folder)) {
                if (report.round() <= roundsDone) {
                    kept.add(report);
                }
            }
        }
        return new MetricsLog(folder, kept);
    }

    /** All rounds in a run's log. */
    public static List<RoundReport> read(RunFolder folder) throws IOException {
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
            if (end == null) {
                // A file system that cannot append, as an object store.
                writeAll();
            } else {
                end.write(line(report));
                end.hflush();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + RunFolder.METRICS + ": " + failed.getMessage(), failed);
        }
    }

    /** The file as a whole: the one before it stays until this one is complete. */
    private void writeAll() throws IOException {
        AtomicFiles.write(folder.hadoop(), folder.file(RunFolder.METRICS), file -> {
            for (RoundReport report : reports) {
                file.write(line(report));
            }
        });
    }

    private static byte[] line(RoundReport report) throws IOException {
        return (JSON.writeValueAsString(report) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    List<RoundReport> reports() {
        return List.copyOf(reports);
    }

    @Override
    public void close() throws IOException {
        if (end != null) {
            end.close();
        }
    }
}

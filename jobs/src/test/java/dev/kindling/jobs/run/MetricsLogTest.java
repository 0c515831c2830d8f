package dev.kindling.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.spark.training.RoundReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

    private static final RoundReport.Absent ABSENT = new RoundReport.Absent(1, 2, 3, 4, 5, 6, 7);

    private Path file;
    private RunFolder folder;

    @BeforeEach
    void begin(@TempDir Path temporary) {
        file = temporary.resolve("metrics.jsonl");
        folder = new RunFolder(new Configuration(), temporary.toString());
    }

    @Test
    void resumingKeepsTheRoundsBeforeIt() throws IOException {
        write(0, report(1, 0.5, null), report(2, 0.25, 0.75), report(3, 0.125, null));
        String before = Files.readString(file);

        try (MetricsLog log = MetricsLog.open(folder, 2)) {
            assertThat(before).startsWith(Files.readString(file));
            assertThat(file).content().hasLineCount(2);
            log.add(report(3, 0.125, null));
            assertThat(file).hasContent(before);
            assertThat(log.reports()).isEqualTo(MetricsLog.read(folder)).hasSize(3);
        }
    }

    @Test
    void aLossThatNobodyReportedIsNull() throws IOException {
        RoundReport silent = report(1, Double.NaN, null);
        write(0, silent);

        assertThat(file).content().contains("\"loss\":null", "\"accuracy\":null");
        assertThat(MetricsLog.read(folder)).containsExactly(silent);
    }

    @Test
    void anEarlierVersionsQuotedNaNIsReadToo() throws IOException {
        RoundReport silent = report(1, Double.NaN, null);
        write(0, silent);
        Files.writeString(file, Files.readString(file).replace("\"loss\":null", "\"loss\":\"NaN\""));

        assertThat(MetricsLog.read(folder)).containsExactly(silent);
    }

    @Test
    void anEarlierVersionsLogHasNobodyAbsent() throws IOException {
        Files.writeString(
                file,
                "{\"round\":1,\"cohort\":3,\"clients\":2,\"diverged\":1,\"examples\":36,\"loss\":0.5,\"accuracy\":0.25,"
                        + "\"bytesDown\":10,\"bytesUp\":10,\"bytesMerged\":20,\"seconds\":{\"broadcast\":0.1,"
                        + "\"train\":0.2,\"update\":0.3,\"evaluate\":0.0},\"busySeconds\":0.5}\n");

        assertThat(MetricsLog.read(folder)).singleElement().satisfies(report -> {
            assertThat(report.diverged()).isEqualTo(1);
            assertThat(report.absent()).isEqualTo(RoundReport.Absent.NONE);
        });
    }

    private void write(int roundsDone, RoundReport... reports) throws IOException {
        try (MetricsLog log = MetricsLog.open(folder, roundsDone)) {
            for (RoundReport report : reports) {
                log.add(report);
            }
        }
    }

    private static RoundReport report(int round, double loss, @Nullable Double accuracy) {
        RoundReport.Seconds seconds = new RoundReport.Seconds(0.1, 0.2, 0.3, 0);
        return new RoundReport(round, 3, 3, 0, 36, loss, accuracy, 10, 10, 20, seconds, 0.5, ABSENT);
    }
}

package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of clients that fail. */
class FaultyRunTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] FAULTS = {
        "-D", "faults.dropout=0.2",
        "-D", "faults.stragglers={type=deadline, seconds=0.2, speed=100, sigma=0.3}",
        "-D", "faults.attackers={share=0.2, kind=wrong-shape}",
        "-D", "min-reports=1",
        "-D", "round-attempts=9",
    };

    private CommandLineSession session;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
    }

    @Test
    void faultsAreCountedInMetricsSummaryAndReportAndResumeToTheSameBits() throws IOException {
        Answer straight = session.run("run", FAULTS);
        assertThat(straight.err()).isEmpty();
        assertThat(straight.out().lines())
                .filteredOn(line -> !line.startsWith("run folder"))
                .allMatch(line -> line.length() <= 80);

        JsonNode absent = json("run/summary.json").get("absent");
        long[] sums = new long[2];
        for (String line : Files.readAllLines(session.path("run/metrics.jsonl"))) {
            sums[0] += JSON.readTree(line).get("absent").get("droppedOut").asLong();
            sums[1] += JSON.readTree(line).get("absent").get("wrongShape").asLong();
        }
        assertThat(sums[0]).isPositive().isEqualTo(absent.get("droppedOut").asLong());
        assertThat(sums[1]).isPositive().isEqualTo(absent.get("wrongShape").asLong());
        assertThat(Files.readString(session.path("run/report.html")))
                .contains("<th scope=\"col\">Dropped out</th>", "<th scope=\"col\">Wrong shape</th>")
                .doesNotContain("<th scope=\"col\">Not finite</th>");

        copy("run", "half");
        Files.delete(session.path("half/checkpoints/round-00000003.checkpoint"));
        Files.delete(session.path("half/checkpoints/round-00000004.checkpoint"));
        Files.delete(session.path("half/model.safetensors"));
        session.run("half", with(FAULTS, "--resume"));
        assertThat(json("half/summary.json").get("modelSha256"))
                .isEqualTo(json("run/summary.json").get("modelSha256"));
        assertThat(json("half/summary.json").get("absent")).isEqualTo(absent);
    }

    @Test
    void aRunThatABadClientEndedGoesOnWithoutIt() throws IOException {
        String[] attack = {"-D", "cohort=0", "-D", "faults.attackers={share=0.2, kind=nan}"};
        Answer failed = session.run("run", with(attack, "-D", "on-bad-client=fail"));
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err())
                .hasLineCount(1)
                .matches("kindling: update of client \\d in round 1: expected finite parameters, found NaN at "
                        + "\\w+\\.\\w+\\[\\d+(, \\d+)?]; on-bad-client = skip leaves such clients out, also from a run "
                        + "that goes on with --resume\\R");

        Answer resumed = session.run("run", with(attack, "--resume", "-D", "on-bad-client=skip"));
        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("4 updates were left out");
        session.run("other", attack);
        assertThat(json("run/summary.json").get("modelSha256"))
                .isEqualTo(json("other/summary.json").get("modelSha256"));
    }

    @Test
    void tooFewReportsAreOneLineWithTheCure() {
        Answer failed = session.run("run", "-D", "faults.dropout=1", "-D", "min-reports=2");

        assertThat(failed)
                .isEqualTo(new Answer(
                        1,
                        "",
                        "kindling: round 1: expected reports of at least 2 of 3 clients (min-reports), found 0 at most in "
                                + "3 attempts; the last: 3 dropped out; lower min-reports, or raise cohort or "
                                + "round-attempts" + System.lineSeparator()));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(session.path(name).toFile());
    }

    private void copy(String from, String to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(session.path(from))) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.copy(file, session.path(to).resolve(session.path(from).relativize(file)));
        }
    }
}

package dev.kindling.jobs;

import static dev.kindling.jobs.CommandLineSession.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print, for people and for scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerminalTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final CommandLineSession session;

    TerminalTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.session = new CommandLineSession(folder);
    }

    @Test
    void aQuietRunPrintsNothing() {
        Answer answer = session.run("quiet", "--quiet");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(folder.resolve("quiet/summary.json")).exists();
    }

    @Test
    void aRunForScriptsPrintsEachRoundAndTheSummaryAsALineOfJson() throws IOException {
        Answer answer = session.run("lines", "--json");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }

        assertThat(lines)
                .extracting(line -> line.get("event").asText())
                .containsExactly("round", "round", "round", "round", "summary");
        JsonNode summary = JSON.readTree(folder.resolve("lines/summary.json").toFile());
        assertThat(lines.get(4).get("testAccuracy")).isEqualTo(summary.get("testAccuracy"));
        assertThat(lines.get(4).get("folder").asText()).endsWith("lines");
        assertThat(lines.get(2).get("round").asInt()).isEqualTo(3);
    }

    @Test
    void quietAndJsonExcludeEachOther() {
        Answer answer = session.run("both", "--json", "--quiet");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("mutually exclusive");
    }

    @Test
    void aScenarioForScriptsPrintsExperiences() throws IOException {
        Path conf = Files.writeString(
                folder.resolve("scenario.conf"),
                """
                clients = 2
                data { type = glyphs, classes = 4, writers = 4, train-per-writer = 8, test-per-writer = 4 }
                scenario { type = class-incremental, experiences = 2 }
                """);
        Answer answer = kindling(
                "continual",
                conf.toString(),
                "--out",
                folder.resolve("scenario").toString(),
                "--json",
                "--master",
                "local[2]");

        assertThat(answer.out().lines().map(TerminalTest::event))
                .containsExactly("experience", "experience", "summary");
    }

    @Test
    void explainForetellsWhatTheRunThenReports() throws IOException {
        Answer foretold = kindling("explain", session.conf());
        session.run("explained", "--quiet");
        JsonNode summary =
                JSON.readTree(folder.resolve("explained/summary.json").toFile());

        assertThat(foretold.exit()).isZero();
        assertThat(foretold.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        String text = foretold.out().replaceAll("\\s+", " ");
        assertThat(text)
                .contains("glyphs: 72 training examples, 36 of the test split")
                .contains("6 by iid, in 6 partitions; 12 examples and")
                .contains(String.format(
                        Locale.ROOT,
                        "backprop: %,d parameters in 1 block",
                        summary.get("parameters").asInt()));
        long moved = summary.get("bytesDown").asLong() + summary.get("bytesUp").asLong();
        assertThat(text).contains(String.format(Locale.ROOT, "the run %,.1f MB", moved / 1e6));
    }

    @Test
    void severalRunsAreComparedOnOnePage() {
        session.run("one", "--quiet");
        session.run("two", "--quiet", "-D", "seed=2");
        String page = folder.resolve("comparison.html").toString();
        String one = session.path("one").toString();
        String two = session.path("two").toString();

        assertThat(kindling("report", one, two, "--out", page).exit()).isZero();
        assertThat(Path.of(page))
                .content()
                .contains("2 runs of 1 configuration, seeds apart.", "Nothing but the seed.");
        assertThat(kindling("report", one, two).err()).contains("give its name with --out");
    }

    @Test
    void explainKnowsRulesThatWantSeveralRounds() {
        Answer answer = kindling(
                "explain", session.conf(), "-D", "learner=null", "-D", "learner=perforated", "-D", "rounds=60");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("perforated: ");
    }

    @Test
    void explainRefusesWhatRunWouldRefuse() {
        Answer answer = kindling("explain", session.conf(), "-D", "clients=100");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).contains("clients must be at most the number of training examples, 72, but was 100");
        assertThat(kindling("explain", session.conf(), "-D", "start={type=run, run=nowhere}")
                        .exit())
                .isEqualTo(2);
        assertThat(kindling(
                                "explain",
                                session.conf(),
                                "-D",
                                "learner=null",
                                "-D",
                                "learner=perforated",
                                "-D",
                                "rounds=60",
                                "-D",
                                "start={type=run, run=nowhere}")
                        .err())
                .contains("perforated grows from fresh weights");
    }

    @Test
    void theDoctorNamesJavaBlasSparkAndWhatIsMissing() throws IOException {
        Answer answer = kindling("doctor", "--master", "local[1]");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        assertThat(answer.out())
                .containsPattern("good  java +.* 17\\.")
                .containsPattern("good  blas +OpenBLAS")
                .containsPattern("good  speed +\\d+ GFLOP/s of sgemm on 1 cores")
                .containsPattern("good  spark +3\\.5\\.");
    }

    @Test
    void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion.bash"), kindling("completion").out());

        assertThat(completed(script, "kindling", "exp")).contains("explain");
        assertThat(completed(script, "kindling", "run", "--res")).contains("--resume");
    }

    private static String completed(Path script, String... words) throws IOException, InterruptedException {
        String bash = "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_kindling; echo \"${COMPREPLY[@]}\"";
        Process process =
                new ProcessBuilder("bash", "-c", bash).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static String event(String line) {
        try {
            return JSON.readTree(line).get("event").asText();
        } catch (IOException noJson) {
            return line;
        }
    }
}

package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One small run, and what the other commands make of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CommandLineSession session;
    private Answer answer;

    @BeforeAll
    void runOnce(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
        answer = session.run("run");
    }

    @Test
    void aRunSaysNothingButItsResultsAndFitsATerminal() {
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines())
                .contains("run folder " + session.path("run"))
                .filteredOn(line -> !line.startsWith("run folder"))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void theSummaryHasTheKeysThatScriptsRelyOn() throws IOException {
        JsonNode summary = json("run/summary.json");

        assertThat(summary.get("testAccuracy").asDouble()).isBetween(0.4, 1.0);
        assertThat(summary.get("rounds").asInt()).isEqualTo(4);
        assertThat(summary.get("seconds").asDouble()).isPositive();
        assertThat(summary.get("samplesPerSecond").asDouble()).isPositive();
        assertThat(summary.get("seed").asLong()).isEqualTo(1);
        assertThat(summary.get("modelSha256").asText()).isEqualTo(digest("run"));
    }

    @Test
    void everyRoundIsOneLineOfMetrics() throws IOException {
        List<String> lines = Files.readAllLines(session.path("run/metrics.jsonl"));

        assertThat(lines).hasSize(4);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(JSON.readTree(lines.get(i)).get("round").asInt()).isEqualTo(i + 1);
        }
    }

    @Test
    void theReportShowsTheRunAndCanBeWrittenAgain() throws IOException {
        Path report = session.path("run/report.html");
        String first = Files.readString(report);
        Files.delete(report);

        Answer again = CommandLineSession.kindling("report", session.path("run").toString());

        assertThat(again).isEqualTo(new Answer(0, report + System.lineSeparator(), ""));
        assertThat(Files.readString(report)).isEqualTo(first);
        assertThat(first)
                .contains("<dd>" + digest("run") + "</dd>", "6 clients: lowest", "id=\"chart-clients\"", "openblas");
    }

    @Test
    void theReportOfARunThatHasNotEndedShowsItsRounds() throws IOException {
        copy("run", "cut");
        for (String late :
                List.of("summary.json", "evaluation.json", "model.safetensors", "model.json", "report.html")) {
            Files.delete(session.path("cut/" + late));
        }

        Answer report =
                CommandLineSession.kindling("report", session.path("cut").toString());

        assertThat(report.exit()).as(report.err()).isZero();
        assertThat(Files.readString(session.path("cut/report.html")))
                .contains("not finished", "<dd>4</dd>", "The model was not tested.");
    }

    @Test
    void theModelDependsNeitherOnPartitionsNorOnThreads() throws IOException {
        session.run("one", "-D", "partitions=1", "--master", "local[1]");
        session.run("seven", "-D", "partitions=7", "--master", "local[2]");
        session.run("many", "-D", "partitions=64", "--master", "local[2]");

        assertThat(List.of(digest("one"), digest("seven"), digest("many"))).containsOnly(digest("run"));
    }

    @Test
    void aRunGoesOnFromHalfOfItToTheSameModel() throws IOException {
        copy("run", "half");
        Files.delete(session.path("half/checkpoints/round-00000003.checkpoint"));
        Files.delete(session.path("half/checkpoints/round-00000004.checkpoint"));
        Files.delete(session.path("half/model.safetensors"));

        Answer resumed = session.run("half", "--resume");

        assertThat(resumed.err()).isEmpty();
        assertThat(digest("half")).isEqualTo(digest("run"));
        assertThat(Files.readAllLines(session.path("half/metrics.jsonl"))).hasSize(4);
        assertThat(json("half/summary.json").get("rounds").asInt()).isEqualTo(4);
    }

    @Test
    void aDamagedCheckpointIsNamedAndTheOneBeforeItUsed() throws IOException {
        copy("run", "damaged");
        Path newest = session.path("damaged/checkpoints/round-00000004.checkpoint");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);

        Answer resumed = session.run("damaged", "--resume");

        assertThat(resumed.exit()).isZero();
        assertThat(resumed.err().lines())
                .singleElement()
                .asString()
                .contains("WARN", newest.toString())
                .endsWith(" is damaged: its checksum does not hold; using the one before it");
        assertThat(digest("damaged")).isEqualTo(digest("run"));
    }

    @Test
    void aResumedRunCountsAllItsRoundsEvenWhereItsLogLostSome() throws IOException {
        copy("run", "gap");
        Files.delete(session.path("gap/checkpoints/round-00000004.checkpoint"));
        Path metrics = session.path("gap/metrics.jsonl");
        Files.write(metrics, Files.readAllLines(metrics).subList(1, 4));

        Answer resumed = session.run("gap", "--resume");

        assertThat(resumed.out())
                .contains("metrics.jsonl has only 3 of 4 rounds: time and bytes are of these", "after 4 rounds");
        assertThat(json("gap/summary.json").get("rounds").asInt()).isEqualTo(4);
        assertThat(Files.readAllLines(metrics)).hasSize(3);
    }

    @Test
    void aResumedRunTellsOfAllItsBytes() throws IOException {
        copy("run", "whole");
        Files.delete(session.path("whole/checkpoints/round-00000004.checkpoint"));

        String moved = answer.out().replaceAll("(?s).*samples/s, (.*?) moved.*", "$1");
        assertThat(session.run("whole", "--resume").out()).contains(", " + moved + " moved");
    }

    @Test
    void nothingTemporaryStaysBehind() throws IOException {
        try (Stream<Path> files = Files.walk(session.path("run"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".") || name.endsWith(".tmp"));
        }
    }

    @Test
    void evaluationMeasuresWhatTheRunMeasured() throws IOException {
        Answer evaluated = CommandLineSession.kindling(
                "evaluate",
                session.path("run").toString(),
                "--master",
                "local[2]",
                "--json",
                session.path("e.json").toString());

        JsonNode summary = json("run/summary.json");
        JsonNode measured = json("e.json");
        assertThat(evaluated.err()).isEmpty();
        assertThat(evaluated.out()).contains(" % of 36 test examples", digest("run"));
        assertThat(measured.get("accuracy")).isEqualTo(summary.get("testAccuracy"));
        assertThat(measured.get("examples").asInt()).isEqualTo(36);
        assertThat(measured.get("confusion"))
                .isEqualTo(json("run/evaluation.json").get("confusion"));
    }

    @Test
    void aRunWithAValidationShareIsMeasuredOnItAndSaysSo() throws IOException {
        Answer held = session.run("held", "-D", "validation=0.25");

        assertThat(held.out()).contains("validation accuracy ").doesNotContain("test accuracy");
        assertThat(json("held/summary.json").get("measuredOn").asText()).isEqualTo("validation");
        long measured = 0;
        for (JsonNode row : json("held/evaluation.json").get("confusion")) {
            for (JsonNode count : row) {
                measured += count.asLong();
            }
        }
        // 72 examples in the training split, 36 in the test split.
        assertThat(measured).isBetween(9L, 27L);
        assertThat(Files.readString(session.path("held/report.html"))).contains("Validation accuracy");
        String examples = Files.readAllLines(session.path("held/metrics.jsonl")).get(0);
        assertThat(JSON.readTree(examples).get("examples").asInt()).isLessThan(36);
        assertThat(CommandLineSession.kindling("evaluate", session.path("held").toString(), "--master", "local[2]")
                        .out())
                .contains(" % of 36 test examples");
    }

    @Test
    void evaluationTakesOtherDataAndTheOtherSplit() {
        Answer evaluated = CommandLineSession.kindling(
                "evaluate",
                session.path("run").toString(),
                "--master",
                "local[2]",
                "--split",
                "train",
                "-D",
                "data.train-per-writer=20");

        assertThat(evaluated.out()).contains(" % of 120 train examples");
    }

    @Test
    void predictionsAgreeWithTheAccuracy() throws IOException {
        Path file = session.path("p.csv");
        Answer predicted =
                CommandLineSession.kindling("predict", session.path("run").toString(), "--out", file.toString());

        assertThat(predicted).isEqualTo(new Answer(0, file + System.lineSeparator(), ""));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(37).startsWith("position,label,predicted,score");
        double right = lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[1].equals(cells[2]))
                .count();
        assertThat(right / 36)
                .isEqualTo(json("run/summary.json").get("testAccuracy").asDouble());
    }

    @Test
    void predictionsStopAtTheirLimitAndCanShowEveryScore() {
        Answer predicted =
                CommandLineSession.kindling("predict", session.path("run").toString(), "--limit", "2", "--scores");

        List<String> lines = new ArrayList<>(predicted.out().lines().toList());
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("position,label,predicted,score glyph-0,score glyph-1");
        assertThat(lines).allMatch(line -> line.split(",", -1).length == 3 + 4);
    }

    @Test
    void inspectionShowsEveryTensorWithinATerminal() throws IOException {
        Answer inspected =
                CommandLineSession.kindling("inspect", session.path("run").toString());

        assertThat(inspected.err()).isEmpty();
        assertThat(inspected.out()).contains("sha256  " + digest("run"), "784x8", "6,316 parameters in 4 tensors");
        assertThat(inspected.out().lines())
                .filteredOn(line -> !line.startsWith("file"))
                .allMatch(line -> line.length() <= 80);
    }

    private String digest(String run) throws IOException {
        return DigestUtils.sha256Hex(Files.readAllBytes(session.path(run).resolve("model.safetensors")));
    }

    private JsonNode json(String name) throws IOException {
        return JSON.readTree(session.path(name).toFile());
    }

    private void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(session.path(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, session.path(to).resolve(session.path(from).relativize(file)));
            }
        }
    }
}

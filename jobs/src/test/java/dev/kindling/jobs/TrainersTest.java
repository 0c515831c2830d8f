package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other systems behind the same configuration, run folder and commands. */
class TrainersTest {

    private static final String SPARK_MLP = "trainer=spark-mlp";
    private static final String DL4J = "trainer={type=dl4j-parameter-averaging,batch=8,rate=0.3}";

    @Test
    void sparkMlpLeavesARunFolderThatEvaluateAgreesWith(@TempDir Path folder) throws IOException {
        requireWholeRun(folder, "-D", SPARK_MLP, "-D", "learner.activation=sigmoid", "-D", "rounds=12");
    }

    @Test
    @Tag("slow")
    void deeplearning4jLeavesARunFolderThatEvaluateAgreesWith(@TempDir Path folder) throws IOException {
        requireWholeRun(folder, "-D", DL4J, "-D", "rounds=12", "-D", "seed=0");
    }

    @Test
    void whatATrainerCannotDoIsSaidBeforeAnythingIsWritten(@TempDir Path folder) throws IOException {
        CommandLineSession session = new CommandLineSession(folder);

        Answer relu = session.run("run", "-D", SPARK_MLP);
        Answer resumed = session.run("run", "--resume", "-D", SPARK_MLP);
        Answer unknown = session.run("run", "-D", "trainer=spark-mpl");

        assertThat(relu.exit()).isEqualTo(2);
        assertThat(relu.err()).contains("kindling: learner.activation of trainer = spark-mlp: expected sigmoid");
        assertThat(resumed.exit()).isEqualTo(2);
        assertThat(resumed.err()).contains("kindling: --resume: a baseline trainer has no checkpoints");
        assertThat(unknown.err()).contains("must be one of kindling, dl4j-parameter-averaging, spark-mlp");
        assertThat(session.path("run")).doesNotExist();
    }

    private void requireWholeRun(Path folder, String... settings) throws IOException {
        CommandLineSession session = new CommandLineSession(folder);
        Answer run = session.run("run", settings);
        assertThat(run.exit()).as(run.err()).isZero();
        Path out = session.path("run");
        JsonNode summary = json(out.resolve("summary.json"));
        int rounds = summary.get("rounds").asInt();
        assertThat(rounds).isBetween(3, 12);
        assertThat(summary.get("testAccuracy").asDouble()).isGreaterThan(0.5);
        assertThat(summary.get("samplesPerSecond").asDouble()).isPositive();
        assertThat(summary.get("modelSha256").asText()).hasSize(64);
        assertThat(Files.readAllLines(out.resolve("metrics.jsonl"))).hasSize(rounds);
        assertThat(out.resolve("report.html")).isNotEmptyFile();

        Path measured = session.path("measured.json");
        Answer evaluate = CommandLineSession.kindling(
                "evaluate", out.toString(), "--master", "local[2]", "--json", measured.toString());
        assertThat(evaluate.exit()).as(evaluate.err()).isZero();
        assertThat(json(measured).get("accuracy")).isEqualTo(summary.get("testAccuracy"));
        assertThat(json(measured).get("modelSha256")).isEqualTo(summary.get("modelSha256"));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}

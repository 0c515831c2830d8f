package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import dev.kindling.jobs.continual.ContinualRun;
import dev.kindling.jobs.continual.ExperienceReport;
import dev.kindling.jobs.run.RunFolder;
import dev.kindling.spark.session.SparkSettings;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code kindling continual} in a folder with one configuration, and what it left there. */
record ContinualSession(Path folder, Path conf) {

    static ContinualSession of(Path folder, String experiment) throws IOException {
        return new ContinualSession(folder, Files.writeString(folder.resolve("continual.conf"), experiment));
    }

    Answer run(String out, String... more) {
        return kindling("continual", conf, out, more);
    }

    Answer forget(String run, String out, String... more) {
        return kindling("forget", folder.resolve(run), out, more);
    }

    /** A run that must succeed, and its summary. */
    JsonNode summary(String out, String... more) throws IOException {
        Answer answer = run(out, more);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        return json(out);
    }

    private Answer kindling(String command, Path on, String out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, on.toString(), "--out", folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--master")) {
            arguments.addAll(List.of("--master", "local[2]"));
        }
        return CommandLineSession.kindling(arguments.toArray(String[]::new));
    }

    /** Ends as a run does that somebody kills between two experiences: with what it saved, and nothing else. */
    void stopAfter(String out, int experiences, String... overrides) throws IOException {
        fail(
                out,
                report -> {
                    if (report.experience() > experiences) {
                        throw new IllegalStateException("stopped");
                    }
                },
                "stopped",
                overrides);
    }

    /** A run that must end with this message, because of what happens after one of its experiences. */
    void fail(String out, Consumer<ExperienceReport> after, String message, String... overrides) throws IOException {
        SparkConf local = new SparkConf()
                .setMaster("local[2]")
                .setAppName("stopped")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
        ContinualConfig config = new ConfigReader()
                .readContinual(path -> Files.newInputStream(Path.of(path)), conf.toString(), List.of(overrides));
        try (JavaSparkContext spark = new JavaSparkContext(SparkSettings.complete(local))) {
            RunFolder run = new RunFolder(
                    spark.hadoopConfiguration(), folder.resolve(out).toString());
            HadoopStorage data = new HadoopStorage(spark.hadoopConfiguration(), "");
            assertThatThrownBy(() -> new ContinualRun(spark, config, run, data).execute(false, after))
                    .hasMessageContaining(message);
        }
    }

    byte[] bytes(String run, String file) throws IOException {
        return Files.readAllBytes(folder.resolve(run).resolve(file));
    }

    JsonNode json(String run) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(run).resolve("summary.json").toFile());
    }

    /** The lines of metrics.jsonl without what a clock says. */
    List<JsonNode> metrics(String run) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl"))) {
            lines.add(timeless(new ObjectMapper().readTree(line)));
        }
        return lines;
    }

    /** Without what a clock says. */
    static JsonNode timeless(JsonNode report) {
        ObjectNode copy = report.deepCopy();
        copy.remove("seconds");
        return copy;
    }

    static void assertRefused(Answer answer, String reason) {
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains(reason);
    }
}

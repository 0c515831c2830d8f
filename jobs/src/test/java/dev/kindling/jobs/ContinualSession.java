package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

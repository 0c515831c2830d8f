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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continual learning with a key-value bottleneck, as a person sees it. */
class BottleneckTest {

    private static final String GLYPHS =
            "{ type = glyphs, classes = 6, writers = 6, train-per-writer = 24, test-per-writer = 12 }";
    private static final String ELSEWHERE =
            "head.keys={type=data-set, data=" + GLYPHS.replace("glyphs,", "glyphs, seed=9,") + "}";

    private Path folder = Path.of("");

    @BeforeEach
    void writeExperiment(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.writeString(
                folder.resolve("bottleneck.conf"),
                """
                clients = 3
                data %s
                scenario { type = class-incremental, experiences = 3 }
                encoder { type = random, network { type = conv, channels = 4, blocks = 2 } }
                head { type = key-value-bottleneck, books = 16, pairs = 12, key-width = 6, steps = 3 }
                """
                        .formatted(GLYPHS));
    }

    @Test
    void countsAreTheSameForAnyPartitioningAndWhoPlacedKeysCannotBeForgotten() throws IOException {
        JsonNode run = continual("run", "-D", "partitions=1");
        assertThat(run.get("accuracy").asDouble()).isGreaterThan(0.5);
        assertThat(continual("other", "-D", "partitions=7").get("momentsSha256"))
                .isEqualTo(run.get("momentsSha256"));

        Answer refused = kindling("forget", "run", "nothing", "--client", "1");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).contains("forget: keys were placed on examples of client 1 and cannot be taken back");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void aClassThatCameLaterThanTheKeysIsForgottenToTheLastByte() throws IOException {
        continual("run", "-D", "scenario.sequence=by-label");
        assertThat(kindling("forget", "run", "forgot", "--class", "5").err()).isEmpty();
        JsonNode never = continual("never", "-D", "scenario.sequence=by-label", "-D", "without-classes=[5]");
        assertThat(json("forgot").get("momentsSha256")).isEqualTo(never.get("momentsSha256"));
        assertThat(json("forgot").get("accuracy")).isEqualTo(never.get("accuracy"));
        assertThat(kindling("forget", "run", "nothing", "--class", "0").err())
                .contains("forget: keys were placed on examples of class 0");
    }

    @Test
    void withKeysOfAnotherDataSetAnybodyIsForgottenToTheLastByte() throws IOException {
        continual("run", "-D", ELSEWHERE);
        assertThat(kindling("forget", "run", "forgot", "--client", "1").err()).isEmpty();
        JsonNode never = continual("never", "-D", ELSEWHERE, "-D", "without-clients=[1]");
        assertThat(json("forgot").get("momentsSha256")).isEqualTo(never.get("momentsSha256"));
    }

    private JsonNode continual(String out, String... more) throws IOException {
        Answer answer = kindling("continual", "bottleneck.conf", out, more);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        return json(out);
    }

    private Answer kindling(String command, String on, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                folder.resolve(on).toString(),
                "--out",
                folder.resolve(out).toString(),
                "--master",
                "local[2]"));
        arguments.addAll(List.of(more));
        return CommandLineSession.kindling(arguments.toArray(String[]::new));
    }

    private JsonNode json(String run) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(run).resolve("summary.json").toFile());
    }
}

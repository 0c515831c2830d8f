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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Continual learning on the layers of models that others trained. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ImportedEncodersTest {

    private static final String MODELS = "src/test/resources/models/";
    private static final String KERAS = "encoder={type=keras, file=\"" + MODELS + "keras.h5\"}";
    private static final String DL4J = "encoder={type=dl4j, file=\"" + MODELS + "dl4j.zip\", layer=hidden}";

    private Path folder = Path.of("");

    @BeforeEach
    void writeExperiment(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.writeString(
                folder.resolve("heads.conf"),
                """
                clients = 3
                data { type = glyphs, classes = 4, writers = 6, train-per-writer = 12, test-per-writer = 8 }
                scenario { type = class-incremental, experiences = 2 }
                head = slda
                """);
    }

    @Test
    void aKerasModelAndTheSameOfDeeplearning4jsGiveTheSameSumsForAnyPartitioning() throws IOException {
        JsonNode keras = summary("keras", "-D", KERAS, "-D", "partitions=1");

        assertThat(keras.get("accuracy").asDouble()).isGreaterThan(0.5);
        assertThat(keras.get("examples").asInt()).isEqualTo(72);
        JsonNode other = summary("dl4j", "-D", DL4J, "-D", "partitions=7");
        assertThat(other.get("momentsSha256")).isEqualTo(keras.get("momentsSha256"));
        assertThat(other.get("bytesUpFedAvg")).isEqualTo(keras.get("bytesUpFedAvg"));
        JsonNode below = summary("pooled", "-D", DL4J.replace("hidden", "pooling"), "-D", "partitions=7");
        assertThat(below.get("momentsSha256")).isNotEqualTo(keras.get("momentsSha256"));
    }

    @Test
    void whatIsMissingOrDoesNotFitIsSaidInOneLine() {
        assertRefused(KERAS.replace("keras.h5", "none.h5"), "encoder: no model file " + MODELS + "none.h5");
        assertRefused(KERAS.replace("keras.h5", "README.md"), "expected a Keras model in HDF5");
        assertRefused(DL4J.replace("dl4j.zip", "README.md"), "expected a Deeplearning4j model");
        assertRefused(DL4J.replace("hidden", "hiden"), "layer: expected one of [seeing, pooling, hidden, answer]");
        assertRefused("encoder={type=keras}", "file");
    }

    private void assertRefused(String encoder, String reason) {
        Answer answer = continual("nothing", "-D", encoder);
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err().lines()).as(answer.err()).hasSize(1);
        assertThat(answer.err()).contains(reason);
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    private JsonNode summary(String out, String... more) throws IOException {
        Answer answer = continual(out, more);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        return new ObjectMapper()
                .readTree(folder.resolve(out).resolve("summary.json").toFile());
    }

    private Answer continual(String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "continual",
                folder.resolve("heads.conf").toString(),
                "--out",
                folder.resolve(out).toString(),
                "--master",
                "local[2]"));
        arguments.addAll(List.of(more));
        return CommandLineSession.kindling(arguments.toArray(String[]::new));
    }
}

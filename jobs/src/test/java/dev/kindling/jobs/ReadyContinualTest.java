package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.ContinualConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in conf/continual: all can be read; Split-MNIST also runs, where the data is. */
class ReadyContinualTest {

    private static final Path CONF = Path.of("..", "conf", "continual");

    static List<Path> experiments() throws IOException {
        try (Stream<Path> files = Files.list(CONF)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperimentReadsAndComesBackFromWhatItWrites(Path experiment) throws IOException {
        ConfigReader reader = new ConfigReader();
        ContinualConfig config =
                reader.readContinual(path -> Files.newInputStream(Path.of(path)), experiment.toString(), List.of());
        assertThat(reader.readContinualAgain(reader.write(config), "config.json", List.of()))
                .isEqualTo(config);
    }

    @Test
    void splitMnistWithAFrozenRandomNetworkReachesNinetySixPerCent(@TempDir Path folder) throws IOException {
        assertThat(accuracy("split-mnist.conf", folder)).isGreaterThan(0.96);
    }

    @Test
    void splitMnistWithReplayDoesNotForget(@TempDir Path folder) throws IOException {
        assertThat(accuracy(
                        "split-mnist-strategies.conf",
                        folder,
                        "-D",
                        "strategy=experience-replay",
                        "-D",
                        "algorithm.epochs=1"))
                .isGreaterThan(0.85);
    }

    private static double accuracy(String conf, Path folder, String... more) throws IOException {
        String data = System.getenv("KINDLING_DATA");
        assumeTrue(
                data != null && Files.isDirectory(Path.of(data, "mnist")),
                "skipped: KINDLING_DATA names no folder with mnist in it");
        Path out = folder.resolve("run");
        List<String> arguments = new ArrayList<>(List.of(
                "continual",
                CONF.resolve(conf).toString(),
                "--out",
                out.toString(),
                "--master",
                "local[2]",
                "-D",
                "evaluate-every=5"));
        arguments.addAll(List.of(more));
        Answer answer = CommandLineSession.kindling(arguments.toArray(String[]::new));
        assertThat(answer.exit()).as(answer.err()).isZero();
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        return summary.get("accuracy").asDouble();
    }
}

package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in conf/: all can be read; those on real data also run, a little, where the data is. */
class ReadyExperimentsTest {

    private static final Path CONF = Path.of("..", "conf");

    static List<Path> experiments() throws IOException {
        try (Stream<Path> files = Files.list(CONF)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreExperiments() throws IOException {
        assertThat(experiments()).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperimentReadsAndComesBackFromWhatItWrites(Path experiment, @TempDir Path folder) throws IOException {
        ConfigReader reader = new ConfigReader();
        RunConfig config = reader.read(path -> Files.newInputStream(Path.of(path)), experiment.toString(), List.of());
        assertThat(config.seed()).isEqualTo(1);
        assertThat(experiment).content().contains("xpected");
        Path written = Files.writeString(folder.resolve("config.json"), reader.write(config));
        assertThat(reader.read(path -> Files.newInputStream(Path.of(path)), written.toString(), List.of()))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @CsvSource({"mnist-fedavg.conf, 4, 0.8", "mnist-fedavg-shards.conf, 4, 0.2", "mnist-fedff.conf, 1, 0.4"})
    void experimentsOnMnistLearnWithinAFewRounds(String name, int rounds, double atLeast, @TempDir Path folder)
            throws IOException {
        String data = System.getenv("KINDLING_DATA");
        assumeTrue(
                data != null && Files.isDirectory(Path.of(data, "mnist")),
                "skipped: KINDLING_DATA names no folder with mnist in it");
        Path out = folder.resolve("run");
        Answer answer = run(name, out, rounds);
        assertThat(answer.exit()).as(answer.err()).isZero();
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("testAccuracy").asDouble()).isGreaterThan(atLeast);
    }

    private static Answer run(String name, Path out, int rounds) {
        List<String> arguments =
                new ArrayList<>(List.of("run", CONF.resolve(name).toString()));
        arguments.addAll(List.of("--out", out.toString(), "--master", "local[2]"));
        arguments.addAll(List.of("-D", "rounds=" + rounds, "-D", "evaluate-every=" + rounds));
        return CommandLineSession.kindling(arguments.toArray(String[]::new));
    }
}

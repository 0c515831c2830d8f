package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    @Test
    void figuresArePrintedAndWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("figures.json");
        Answer answer = CommandLineSession.kindling(
                "bench", "sgemm", "idle-clients", "--master", "local[2]", "--json", file.toString());
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out().lines())
                .anyMatch(line -> line.startsWith("sgemm 1000x2000x2000 on 2 cores"))
                .allMatch(line -> line.length() <= 100);
        assertThat(folder).isDirectoryNotContaining(found -> !found.equals(file));
        JsonNode figures = new ObjectMapper().readTree(file.toFile());
        assertThat(figures.get("sgemm").get(0).get("best").asDouble()).isPositive();
        assertThat(figures.get("idle-clients").get(0).get("unit").asText()).isEqualTo("clients/s a core");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedBeforeAnythingIsMeasured(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        Answer folderGiven = CommandLineSession.kindling("bench", "sgemm", "--json", folder.toString());
        Answer belowAFile = CommandLineSession.kindling("bench", "sgemm", "--json", file + "/figures.json");

        assertThat(folderGiven)
                .isEqualTo(new Answer(
                        2,
                        "",
                        "kindling: cannot write " + folder + ": it is a folder; give --json another file"
                                + System.lineSeparator()));
        assertThat(belowAFile.exit()).isEqualTo(2);
        assertThat(belowAFile.out()).isEmpty();
        assertThat(belowAFile.err()).hasLineCount(1).startsWith("kindling: cannot write " + file + "/figures.json: ");
    }

    @Test
    void anUnknownBenchmarkNamesTheKnownOnes() {
        Answer answer = CommandLineSession.kindling("bench", "nothing");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).startsWith("kindling: no benchmark nothing; there are [sgemm, ");
    }
}

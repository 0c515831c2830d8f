package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in the documentation of tracking and sweeps, on fewer rounds and data. */
@Tag("slow")
class DocumentedSweepsTest {

    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");
    private static final List<String> SMALL = List.of(
            "-Drounds=1",
            "-Ddata.train-per-writer=20",
            "-Ddata.test-per-writer=1",
            "-Ddata.writers=8",
            "-Dclients=2",
            "-Dcohort=2",
            "--master=local[2]");
    private static final List<String> SMALL_SCENARIO = List.of(
            "-Ddata.classes=8",
            "-Ddata.writers=8",
            "-Dclients=2",
            "-Dscenario.classes-per-client=1",
            "--master=local[2]");

    @ParameterizedTest
    @ValueSource(strings = {"tracking.md", "sweeps.md"})
    void everyCommandWorks(String document, @TempDir Path folder) throws IOException {
        List<String> commands = Files.readAllLines(Path.of("../docs", document)).stream()
                .filter(line -> line.startsWith("    scripts/kindling "))
                .map(line -> line.substring("    scripts/kindling ".length()))
                .toList();

        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            Answer answer = CommandLineSession.kindling(small(command, folder));
            assertThat(answer.exit()).as(command + "\n" + answer.err()).isZero();
        }
    }

    private static String[] small(String command, Path folder) {
        List<String> words = new ArrayList<>(WORD.matcher(
                        command.replace("--random 8", "--random 2").replace("--seeds 1,2", "--seeds 1"))
                .results()
                .map(word -> word.group().replace("'", ""))
                .map(word -> word.startsWith("conf/") ? "../" + word : word)
                .map(word -> word.startsWith("runs/") ? folder.resolve(word).toString() : word)
                .toList());
        words.addAll(words.get(0).equals("continual") ? SMALL_SCENARIO : SMALL);
        return words.toArray(String[]::new);
    }
}

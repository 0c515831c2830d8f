package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** HOCON puts a value in wherever it is named, which may double a text with every line of the file. */
class SubstitutionsTest {

    private static final String TEXT =
            """
            seed = 5
            rounds = ${seed}
            clients = ${rounds}
            data { type = glyphs }
            learner { type = backprop, hidden = [4] }
            learner.hidden += ${seed}
            algorithm { type = fedavg }
            """;

    @Test
    void valuesAreSubstituted() throws IOException {
        assertThat(read(TEXT).clients()).isEqualTo(5);
    }

    @Test
    void moreThanSixteenAreRefusedBeforeAnyIsPutIn() {
        String twelveMore = lines(12, "s%d = ${seed}");

        assertThatThrownBy(() -> read(TEXT + twelveMore)).hasMessageContaining("unknown key");
        assertThatThrownBy(() -> read(TEXT + twelveMore + "s = ${seed}"))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("configuration: expected at most 16 substitutions, in at most 65536 characters")
                .hasMessageContaining("17 in ")
                .hasMessageContaining("x.conf");
        assertThatThrownBy(() -> read(TEXT + twelveMore + "learner.hidden += 5"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("17 in ");
    }

    @Test
    void aLongTextIsRefusedIfItHasAnyAndReadIfItHasNone() throws IOException {
        String comment = "# " + "x".repeat(1 << 16) + "\n";

        assertThatThrownBy(() -> read(comment + TEXT))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at most 16 substitutions, in at most 65536 characters");
        assertThat(read(comment
                                + TEXT.replaceAll("\\$\\{\\w+}", "7")
                                        .lines()
                                        .filter(line -> !line.contains("+="))
                                        .collect(Collectors.joining("\n")))
                        .clients())
                .isEqualTo(7);
    }

    private static String lines(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> format.formatted(i) + "\n")
                .collect(Collectors.joining());
    }

    private static RunConfig read(String text) throws IOException {
        Storage files = path -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return new ConfigReader().read(files, "x.conf", List.of());
    }
}

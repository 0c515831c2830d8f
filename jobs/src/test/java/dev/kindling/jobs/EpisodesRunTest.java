package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of an encoder that is trained and measured by episodes. */
class EpisodesRunTest {

    private static final String EPISODES =
            """
            rounds = 1
            clients = 2
            data { type = glyphs, classes = 12, writers = 4, train-per-writer = 60, test-per-writer = 60 }
            partitioner = classes
            learner { type = prototypical, encoder { type = conv, channels = 4, blocks = 2 } }
            algorithm { type = episodes, episodes = 2, ways = 5, per-class = 4 }
            measure { type = episodes, ways = 3, queries = 2, episodes = 20 }
            """;

    private CommandLineSession session;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
    }

    @Test
    void anEncoderIsTrainedAndMeasuredAgainOnOtherClasses() throws IOException {
        Files.writeString(session.path("small.conf"), EPISODES);
        Answer run = session.run("run");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("3-way 1-shot test accuracy");

        JsonNode summary = new ObjectMapper().readTree(Files.readString(session.path("run/summary.json")));
        assertThat(summary.get("episodes").get("episodes").asInt()).isEqualTo(20);
        assertThat(summary.get("clientAccuracy").isNull()).isTrue();
        assertThat(Files.readString(session.path("run/report.html")))
                .contains("20 episodes 3-way 1-shot, 2 queries a class; 95 % within");

        Answer again =
                CommandLineSession.kindling("evaluate", session.path("run").toString(), "--master", "local[2]");
        assertThat(again.out())
                .contains(String.format(
                        java.util.Locale.ROOT,
                        "accuracy %.2f %%",
                        100 * summary.get("testAccuracy").asDouble()))
                .contains("20 episodes 3-way 1-shot");

        Answer other = CommandLineSession.kindling(
                "evaluate",
                session.path("run").toString(),
                "-D",
                "data.classes=20",
                "-D",
                "measure.shots=2",
                "--master",
                "local[2]");
        assertThat(other.err()).isEmpty();
        assertThat(other.out()).contains("20 episodes 3-way 2-shot");
    }

    @Test
    void anEncoderWithoutEpisodesToMeasureItByIsRefusedInOneLine() {
        Answer answer = session.run("run", "-D", "learner=null", "-D", "learner=prototypical");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err())
                .isEqualToIgnoringNewLines(
                        "kindling: " + session.conf()
                                + ": learner prototypical is an encoder and scores no classes by itself; set measure = episodes");
        Answer other = session.run("run", "-D", "measure=episodes");
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err())
                .contains(
                        "measure episodes wants a learner that makes an encoder, e.g. learner = prototypical; take measure"
                                + " = accuracy for this one");
    }
}

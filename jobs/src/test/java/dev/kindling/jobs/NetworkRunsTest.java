package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ChoiceNames;
import dev.kindling.learn.localloss.Auxiliary;
import dev.kindling.learn.localloss.LocalLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of networks that learn end to end or block by block. */
class NetworkRunsTest {

    private static final String LOCAL =
            """
            rounds = 1
            clients = 2
            data { type = glyphs, classes = 4, writers = 4, train-per-writer = 20, test-per-writer = 8 }
            learner { type = local-loss, network { type = conv, channels = 4, blocks = 2 }, loss { type = predsim } }
            algorithm { type = fedavg, batch = 20, optimizer = adam }
            """;

    private static final String FIELD =
            """
            data { type = glyphs, classes = 6, writers = 4, train-per-writer = 24, test-per-writer = 12 }
            scenario { type = class-incremental, experiences = 3 }
            head = slda
            """;

    private CommandLineSession session;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
        Files.writeString(session.path("small.conf"), LOCAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local-loss", "network-backprop"})
    void whatWasTrainedServesContinualLearningAsAFrozenEncoder(String learner) throws IOException {
        Answer run = learner.equals("local-loss")
                ? session.run("run")
                : session.run(
                        "run",
                        "-D",
                        "learner=null",
                        "-D",
                        "learner={type=network-backprop, network={type=resnet, channels=[4]}}");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        Files.writeString(
                session.path("field.conf"), FIELD + "encoder { type = run, run = \"" + session.path("run") + "\" }\n");
        Answer continual = CommandLineSession.kindling(
                "continual",
                session.path("field.conf").toString(),
                "--out",
                session.path("field").toString(),
                "--master",
                "local[2]");
        assertThat(continual.err()).isEmpty();
        assertThat(continual.exit()).isZero();
        assertThat(session.path("field/summary.json")).exists();
    }

    @Test
    void wrongSettingsAreNamedInOneLine() {
        requireRefused("learner.loss.beta=2", "beta must be in [0, 1] but was 2.0");
        requireRefused(
                "learner.loss.auxiliary=pond",
                "the type of auxiliary must be one of " + ChoiceNames.of(Auxiliary.class));
        requireRefused(
                "learner.loss=hinge",
                "the type of loss must be one of " + ChoiceNames.of(LocalLoss.class) + " but was \"hinge\"");
        requireRefused("learner.network.blocks=9", "expected at least 2x2, found 1x1");
    }

    private void requireRefused(String setting, String message) {
        Answer answer = session.run("run", "-D", setting);
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err()).contains(message).hasLineCount(1);
    }

    @Test
    void accuracyOverClassesThatNobodyLearnsIsRefusedInOneLine() {
        String data = System.getenv("KINDLING_DATA");
        assumeTrue(
                data != null && Files.isDirectory(Path.of(data, "omniglot")),
                "skipped: KINDLING_DATA names no folder with omniglot in it");
        Answer answer = CommandLineSession.kindling(
                "run",
                Path.of("..", "conf", "omniglot-local-loss.conf").toString(),
                "-D",
                "measure=null",
                "-D",
                "measure=accuracy",
                "--out",
                session.path("run").toString(),
                "--master",
                "local[2]");
        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err())
                .hasLineCount(1)
                .contains("measure accuracy: expected an example to measure on whose class is among those learnt, found"
                        + " none")
                .contains("set measure = episodes");
    }
}

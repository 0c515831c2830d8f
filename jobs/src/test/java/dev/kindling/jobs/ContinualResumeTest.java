package dev.kindling.jobs;

import static dev.kindling.jobs.ContinualSession.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end after an experience, and those that go on with them to the same files. */
class ContinualResumeTest {

    private static final String DATA =
            """
            clients = 3
            data { type = glyphs, classes = 8, writers = 6, train-per-writer = 40, test-per-writer = 16 }
            """;

    private static final String HEAD = DATA + "head = slda\n";

    private static final String NETWORK = DATA
            + """
            learner { type = backprop, hidden = [16] }
            algorithm { type = fedavg, epochs = 2, batch = 8, optimizer { type = adam, rate = 0.003 } }
            """;

    private static final String CLASSES = "scenario { type = class-incremental, experiences = 4 }\n";
    private static final String ASKING =
            "scenario { type = reconnaissance, base-classes = 4, classes-per-client = 1, images-per-class = 7,"
                    + " missions = 4, query = most-uncertain }\n";

    private static void requireSameEnd(Path folder, String experiment, String... files) throws IOException {
        ContinualSession session = ContinualSession.of(folder, experiment);
        session.summary("whole");
        session.stopAfter("stopped", 2);
        assertThat(folder.resolve("stopped")).doesNotExist();
        assertThat(folder.resolve("stopped.partial/state")).exists();
        assertRefused(session.run("stopped"), "give --resume to go on with it");

        // What a bad client does to a run is no part of the model either: the cure for a run that one has ended.
        String lenient = experiment.startsWith(NETWORK) ? "on-bad-client=skip" : "tracking=[]";
        session.summary("stopped", "--resume", "--master", "local[1]", "-D", "partitions=5", "-D", lenient);
        for (String file : files) {
            assertThat(session.bytes("stopped", file)).as(file).isEqualTo(session.bytes("whole", file));
        }
        assertThat(session.metrics("stopped"))
                .isEqualTo(session.metrics("whole"))
                .hasSize(4);
        assertThat(ContinualSession.timeless(session.json("stopped")))
                .isEqualTo(ContinualSession.timeless(session.json("whole")));
        assertThat(folder.resolve("stopped.partial")).doesNotExist();
        assertThat(folder.resolve("whole.partial")).doesNotExist();
    }

    @Test
    void sumsGoOnToTheSameBytes(@TempDir Path folder) throws IOException {
        requireSameEnd(folder, HEAD + CLASSES, "moments.bin");
    }

    @Test
    void sumsOfImagesThatAQueryChoseGoOnToTheSameBytes(@TempDir Path folder) throws IOException {
        requireSameEnd(folder, HEAD + ASKING, "moments.bin", "plan.csv");
    }

    @Test
    void aNetworkWithItsMemoryGoesOnToTheSameBytes(@TempDir Path folder) throws IOException {
        String replay = "strategy { type = dark-experience-replay, memory = 40, replay = 8 }\n";
        requireSameEnd(folder, NETWORK + CLASSES + replay, "model.safetensors");
    }

    @Test
    void aNetworkWithItsPenaltyAndItsQueryGoesOnToTheSameBytes(@TempDir Path folder) throws IOException {
        requireSameEnd(folder, NETWORK + ASKING + "strategy = ewc\n", "model.safetensors", "plan.csv");
    }

    @Test
    void aRunThatCouldNotWriteItsLastFilesGoesOnWhenItCan(@TempDir Path folder) throws IOException {
        ContinualSession session = ContinualSession.of(folder, HEAD + CLASSES);
        session.summary("whole");
        Path obstacle = folder.resolve("taken/summary.json/notes.txt");
        session.fail(
                "taken",
                report -> {
                    if (report.experience() == 4) {
                        write(obstacle);
                    }
                },
                "summary.json");
        assertThat(folder.resolve("taken/moments.bin")).exists();
        assertRefused(session.run("taken"), "exists and is not empty");

        Files.delete(obstacle);
        Files.delete(obstacle.getParent());
        assertRefused(session.run("taken", "--resume", "-D", "seed=2"), "seed: expected 1, found 2");
        session.summary("taken", "--resume");
        assertThat(session.bytes("taken", "moments.bin")).isEqualTo(session.bytes("whole", "moments.bin"));
        assertThat(folder.resolve("taken.partial")).doesNotExist();
    }

    private static void write(Path obstacle) {
        try {
            Files.createDirectories(obstacle.getParent());
            Files.writeString(obstacle, "somebody's");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aStateOfAnotherRunOrADamagedOneIsRefused(@TempDir Path folder) throws IOException {
        ContinualSession session = ContinualSession.of(folder, HEAD + CLASSES);
        session.stopAfter("stopped", 1);
        assertRefused(
                session.run("stopped", "--resume", "-D", "seed=2"),
                "resume with another configuration: seed: expected 1, found 2");
        Path state = folder.resolve("stopped.partial/state");
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length / 2] ^= 1;
        Files.write(state, bytes);
        assertRefused(session.run("stopped", "--resume"), "found a damaged one");
        assertThat(folder.resolve("stopped")).doesNotExist();
    }
}

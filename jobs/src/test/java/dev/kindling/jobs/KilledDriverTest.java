package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that end by SIGKILL or SIGTERM, and the runs that go on from what they left. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledDriverTest {

    private static final int ROUNDS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Rounds of some hundred milliseconds, so that a kill meets one. */
    private static final String EXPERIMENT =
            """
            rounds = 6
            clients = 6
            cohort = 3
            checkpoint-every = 2
            data { type = glyphs, classes = 4, writers = 6, train-per-writer = 100, test-per-writer = 6 }
            learner { type = backprop, hidden = [64] }
            algorithm { type = fedavg, batch = 4, epochs = 15, optimizer { type = sgd, rate = 0.1 } }
            """;

    private CommandLineSession session;
    private String undisturbed;

    @BeforeAll
    void runUndisturbed(@TempDir Path folder) throws IOException {
        session = new CommandLineSession(folder);
        Files.writeString(session.path("small.conf"), EXPERIMENT);
        assertThat(session.run("undisturbed").exit()).isZero();
        undisturbed = digest("undisturbed");
    }

    @Test
    void killedInTheMiddleOfARoundItGoesOnToTheSameBitsOnFewerAndOnMoreCores() throws Exception {
        Process driver = start("killed", session.path("killed").toString(), List.of());
        Path metrics = session.path("killed/metrics.jsonl");
        await(driver, () -> Files.exists(metrics) && lines(metrics) == 3);
        kill(driver);

        assertThat(lines(metrics)).as("rounds before the kill").isBetween(3, ROUNDS - 1);
        assertThat(session.path("killed/model.safetensors")).doesNotExist();
        requireResumes("killed", "fewer", "--master", "local[1]", "-D", "partitions=1");
        requireResumes("killed", "same");
        requireResumes("killed", "more", "--master", "local[3]", "-D", "partitions=64");
    }

    @Test
    void killedWhileItWritesTheModelOfACheckpointItGoesOnFromTheOneBefore() throws Exception {
        killWhileWriting("part", "round-00000004.model.safetensors");

        requireResumes("part", "after-part");
    }

    @Test
    void killedBetweenTheModelAndTheManifestItGoesOnFromTheCheckpointBefore() throws Exception {
        killWhileWriting("manifest", "round-00000004.checkpoint");

        assertThat(session.path("manifest/checkpoints/round-00000004.model.safetensors"))
                .exists();
        requireResumes("manifest", "after-manifest");
    }

    /** Spark's threads, which its end interrupts in the middle of a long round, have nothing to tell. */
    @Test
    void toldToStopItSaysInOneLineHowToGoOn() throws Exception {
        Process driver = start("stopped", session.path("stopped").toString(), List.of(), "-D", "algorithm.epochs=300");
        Path metrics = session.path("stopped/metrics.jsonl");
        await(driver, () -> Files.exists(metrics) && lines(metrics) == 1);
        driver.destroy();
        assertThat(driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        String log = Files.readString(session.path("stopped.log"));
        assertThat(log).doesNotContain("Exception");
        assertThat(log.lines().filter(line -> line.startsWith("kindling: ")))
                .containsExactly(
                        "kindling: stopped before its end; a run goes on from its newest checkpoint with --resume");
    }

    /** Round 4 is the second checkpoint. */
    private void killWhileWriting(String run, String file) throws Exception {
        Process driver = start(
                run,
                StallingFiles.SCHEME + ":" + session.path(run),
                List.of(
                        "-Dspark.hadoop.fs.stalling.impl=" + StallingFiles.class.getName(),
                        "-Dspark.hadoop.fs.AbstractFileSystem.stalling.impl=" + StallingFiles.Context.class.getName(),
                        "-Dspark.hadoop." + StallingFiles.WORD + "=" + file));
        Path checkpoints = session.path(run).resolve("checkpoints");
        Path temporary = checkpoints.resolve("." + file + ".tmp");
        await(driver, () -> Files.exists(temporary) && Files.size(temporary) > 0);
        kill(driver);

        assertThat(temporary).as("the half-written file").isNotEmptyFile();
        assertThat(checkpoints.resolve(file)).doesNotExist();
        assertThat(checkpoints.resolve("round-00000002.checkpoint")).exists();
    }

    private void requireResumes(String killed, String copy, String... options) throws IOException {
        copy(killed, copy);
        List<String> arguments = new ArrayList<>(List.of("--resume"));
        arguments.addAll(List.of(options));
        Answer resumed = session.run(copy, arguments.toArray(String[]::new));

        assertThat(resumed.exit()).as(resumed.err()).isZero();
        assertThat(resumed.err()).isEmpty();
        assertThat(digest(copy)).as("model of " + copy).isEqualTo(undisturbed);
        assertThat(lines(session.path(copy).resolve("metrics.jsonl"))).isEqualTo(ROUNDS);
        try (Stream<Path> files = Files.walk(session.path(copy))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    /** {@code kindling run} in a process of its own, on two cores. */
    private Process start(String name, String out, List<String> properties, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(word -> word.startsWith("--add-opens") || word.startsWith("-X"))
                .forEach(words::add);
        words.addAll(properties);
        words.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", classPath()), Kindling.class.getName()));
        words.addAll(List.of("run", session.conf(), "--out", out, "--master", "local[2]"));
        words.addAll(List.of(options));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(session.path(name + ".log").toFile())
                .start();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private void await(Process driver, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (!driver.isAlive() || Instant.now().isAfter(end)) {
                driver.destroyForcibly();
                throw new AssertionError("the driver did not come that far: " + logs());
            }
            Thread.sleep(10);
        }
    }

    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(session.path(""))) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                all.append(Files.readString(log));
            }
        }
        return all.toString();
    }

    private static void kill(Process driver) throws InterruptedException {
        assertThat(driver.isAlive()).as("the driver lives until it is killed").isTrue();
        driver.destroyForcibly();
        assertThat(driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(driver.exitValue()).as("128 + SIGKILL").isEqualTo(137);
    }

    private static int lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        }
    }

    private String digest(String run) throws IOException {
        return DigestUtils.sha256Hex(Files.readAllBytes(session.path(run).resolve("model.safetensors")));
    }

    private void copy(String from, String to) throws IOException {
        try (Stream<Path> files = Files.walk(session.path(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, session.path(to).resolve(session.path(from).relativize(file)));
            }
        }
    }
}

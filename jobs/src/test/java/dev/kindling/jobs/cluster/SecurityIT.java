package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Chunk;
import dev.kindling.data.ExampleStream;
import dev.kindling.data.PixelFeatures;
import dev.kindling.data.Split;
import dev.kindling.data.Storage;
import dev.kindling.jobs.config.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The configuration of docs/security.md: the same bits, nobody else let in, nothing left to be read. */
@Tag("slow")
@ExtendWith(SharedSite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecurityIT {

    private static final String LONG = "rounds=" + Site.LONG_ROUNDS;
    private static final byte[] CLASS_NAME = "dev.kindling.".getBytes(StandardCharsets.US_ASCII);
    private static final int MODEL_BYTES = 1024;

    private final Site site;
    private final Path folder;
    private final SecureConfiguration conf;
    private final StandaloneCluster cluster;
    private final List<Command> strangers = new ArrayList<>();

    SecurityIT(Site site) throws Exception {
        this.site = site;
        this.folder = site.folder().resolve("secure");
        this.conf = new SecureConfiguration(folder.resolve("conf"));
        this.cluster = new StandaloneCluster(
                Site.SPARK,
                folder.resolve("cluster"),
                Map.of("SPARK_CONF_DIR", conf.folder().toString()),
                conf.client());
    }

    /** Spark asks for a minute: the other tests run meanwhile. */
    @BeforeAll
    void letStrangersTry() throws IOException {
        strangers.add(stranger("nobody").start());
        strangers.add(stranger("another")
                .with("SPARK_CONF_DIR", conf.withAnotherSecret().toString())
                .start());
    }

    private Submission stranger(String name) {
        return new Submission(site, "secure/" + name, Site.GLYPHS)
                .to(cluster.url())
                .spark("spark.ui.enabled", false);
    }

    @AfterAll
    void leaveNothing() throws IOException {
        strangers.forEach(Command::close);
        cluster.close();
        assertThat(Site.processesOf(folder)).as("processes left behind").isEmpty();
    }

    @Test
    @Order(1)
    void anAuthenticatedEncryptedRunHasTheSameBitsAndItsSecretsAreNowhereToBeRead() throws Exception {
        Watched run = new Watched("secure/run", cluster.url(), folder.resolve("cluster/local"));
        run.submission.with("SPARK_CONF_DIR", conf.folder().toString()).witnessed();
        run.watch(command -> {
            requireNoSecretOnACommandLine(command);
            requireNoSecretIn(cluster.read(URI.create("https://127.0.0.1:" + conf.uiPort() + "/environment/")));
        });

        assertThat(run.onDisk).as("files with an example in them").isEmpty();
        assertThat(run.onTheWire(CLASS_NAME))
                .as("connections with a name in them")
                .isEmpty();
        assertThat(run.onTheWire(run.model()))
                .as("connections with the model in them")
                .isEmpty();
        requireAuthenticationIn(folder.resolve("run.log"));
        requireAuthenticationIn(folder.resolve("cluster/master.log"));
        requireNoSecretInFiles();
    }

    /** So that what is looked for in the other run could have been found. */
    @Test
    @Order(2)
    void withoutThatConfigurationExamplesLieOnDiskAndTheModelIsOnTheWireToBeRead() throws Exception {
        Watched run = new Watched("plain", site.cluster().url(), site.folder().resolve("cluster/local"));
        run.watch(command -> {});

        assertThat(run.onDisk)
                .as("files with an example in them")
                .anyMatch(name -> name.startsWith("shuffle_"))
                .anyMatch(name -> name.startsWith("rdd_"));
        assertThat(run.onTheWire(CLASS_NAME)).isNotEmpty();
        assertThat(run.onTheWire(run.model())).anyMatch(name -> name.endsWith("from-driver"));
    }

    @Test
    @Order(3)
    void aDriverWithoutTheSecretOrWithAnotherIsTurnedAway() throws Exception {
        for (Command stranger : strangers) {
            assertThat(stranger.await(Site.RUN_SECONDS)).as(stranger.output()).isEqualTo(2);
            assertThat(stranger.output())
                    .contains("kindling: Spark master: expected one that takes this application in, found none that "
                            + "answers, or a refusal, at " + cluster.url())
                    .contains("give the cluster's secret (docs/security.md)");
        }
        assertThat(strangers.get(1).output()).contains("Authentication failed");
        assertThat(Files.readString(folder.resolve("cluster/master.log")).lines())
                .filteredOn(line -> line.contains("Registered app"))
                .as("applications let in")
                .hasSize(1);
    }

    /** What is done while a run has rounds before it. */
    private interface Meanwhile {
        void look(Command command) throws Exception;
    }

    /** A run whose driver is tapped and whose executors have so little memory for blocks that these lie on disk. */
    private final class Watched {

        private final Instant start = Instant.now();
        private final Submission submission;
        private final Path disks;
        private final Path wire;
        private final int[] ports = {StandaloneCluster.freePort(), StandaloneCluster.freePort()};
        private Set<String> onDisk = Set.of();

        Watched(String name, String master, Path disks) throws IOException {
            this.disks = disks;
            this.wire = site.folder().resolve(name + "-wire");
            this.submission = new Submission(site, name, Site.GLYPHS)
                    .to(master)
                    .override(LONG)
                    .spark("spark.memory.fraction", 0.001)
                    .spark("spark.driver.host", Tap.HOST)
                    .spark("spark.driver.bindAddress", "127.0.0.1")
                    .spark("spark.driver.port", ports[0])
                    .spark("spark.driver.blockManager.port", ports[1]);
        }

        void watch(Meanwhile meanwhile) throws Exception {
            try (Tap tap = new Tap(wire, ports);
                    Command command = submission.start()) {
                submission.awaitRounds(command, 3);
                Set<String> files = Traces.names(disks, start);
                assertThat(files)
                        .anyMatch(name -> name.startsWith("shuffle_"))
                        .anyMatch(name -> name.startsWith("rdd_"));
                onDisk = Traces.of(example(), disks, start);
                meanwhile.look(command);
                assertThat(submission.finish(command)).isEqualTo(site.undisturbed(Site.GLYPHS, LONG));
                assertThat(tap.connections()).isPositive();
            }
        }

        Set<String> onTheWire(byte[] marker) throws IOException {
            return Traces.of(marker, wire, start);
        }

        /** The last parameters of the final model, as they lie in its file and in the broadcast that measures it. */
        byte[] model() throws IOException {
            byte[] file =
                    Files.readAllBytes(site.folder().resolve(submission.name()).resolve("model.safetensors"));
            return Arrays.copyOfRange(file, file.length - MODEL_BYTES, file.length);
        }
    }

    /** The pixels of the first example. */
    private byte[] example() throws IOException {
        Storage files = path -> Files.newInputStream(Path.of(path));
        var config = new ConfigReader()
                .read(files, site.folder().resolve(Site.GLYPHS).toString(), List.of());
        try (ExampleStream stream = config.data().open(Split.TRAIN, files)) {
            Chunk first = Objects.requireNonNull(stream.next(1));
            return ((PixelFeatures) first.examples().features()).bytes();
        }
    }

    private void requireNoSecretOnACommandLine(Command driver) {
        List<ProcessHandle> all = new ArrayList<>(cluster.processes());
        all.add(ProcessHandle.of(driver.pid()).orElseThrow());
        for (ProcessHandle process : all) {
            String line = Site.text(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            assertThat(line).contains("java");
            requireNoSecretIn(line);
        }
    }

    private void requireNoSecretIn(String text) {
        assertThat(text).isNotEmpty();
        assertThat(conf.isTold(text)).as("a secret in " + text).isFalse();
    }

    private static void requireAuthenticationIn(Path log) throws IOException {
        assertThat(Files.readString(log)).contains("authentication enabled");
    }

    /** Run folder, event log, everybody's logs and whatever else was written, but the configuration itself. */
    private void requireNoSecretInFiles() throws IOException {
        List<String> read = new ArrayList<>();
        for (Path file : Site.files(folder)) {
            if (!file.toString().contains("/secure/conf") && !file.toString().endsWith(".jar")) {
                assertThat(conf.isTold(Files.readString(file, StandardCharsets.ISO_8859_1)))
                        .as("a secret in %s", file)
                        .isFalse();
                read.add(file.getFileName().toString());
            }
        }
        assertThat(read)
                .contains("config.json", "provenance.json", "metrics.jsonl", "report.html", "stderr", "master.log");
    }
}

package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SubmitIT {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Path TARGET = HOME.resolve("jobs/target");
    private static final long RUN_SECONDS = 180;
    private static final int LONG_ROUNDS = 60;
    private static final List<String> CLUSTER_MODE = List.of("--deploy-mode", "cluster");
    private static final String GLYPHS =
            """
            seed = 5
            rounds = 3
            clients = 8
            cohort = 4
            partitions = 4
            data { type = glyphs, writers = 8, train-per-writer = 30 }
            learner { type = backprop, hidden = [40] }
            algorithm { type = fedavg, epochs = 1, batch = 10, optimizer { type = sgd, rate = 0.1 } }
            """;
    private static final String TABLE =
            """
            rounds = 2
            clients = 2
            data { type = csv, train = train.csv, test = test.csv, label = kind, group = "" }
            learner { type = backprop, hidden = [4] }
            algorithm { type = fedavg, epochs = 1, batch = 2, optimizer { type = sgd, rate = 0.1 } }
            """;

    private static Path folder;
    private static StandaloneCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        folder = TARGET.resolve("submit-it");
        deleteLastRun();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("glyphs.conf"), GLYPHS);
        Files.writeString(folder.resolve("table.conf"), TABLE);
        Files.createDirectories(folder.resolve("tables"));
        for (String split : List.of("train", "test")) {
            Files.writeString(
                    folder.resolve("tables/" + split + ".csv"), "x,y,kind\n0,1,a\n1,0,b\n0.1,0.9,a\n0.8,0.1,b\n");
        }
        cluster = new StandaloneCluster(TARGET.resolve("spark"), folder.resolve("cluster"));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void theModelHasTheSameBitsOnOneCoreOnTwoAndOnAClusterInBothDeployModes() throws Exception {
        String expected = local("one", "local[1]", "glyphs.conf");

        assertThat(local("two", "local[2]", "glyphs.conf")).isEqualTo(expected);
        assertThat(submitted("client", List.of(), Map.of(), "glyphs.conf")).isEqualTo(expected);
        assertThat(submitted("cluster-mode", CLUSTER_MODE, Map.of(), "glyphs.conf"))
                .isEqualTo(expected);
    }

    @Test
    void aRunWithoutSparkSubmitReachesTheClusterToo() throws Exception {
        assertThat(local("direct", cluster.url(), "glyphs.conf")).isEqualTo(local("here", "local[1]", "glyphs.conf"));
    }

    @Test
    void aDriverOnTheClusterFindsDataInARelativeFolder() throws Exception {
        assertThat(submitted("table", CLUSTER_MODE, Map.of("KINDLING_DATA", "tables"), "table.conf"))
                .isNotEmpty();
    }

    @Test
    void missingDataIsTheUsersMistakeAndNamesTheFolderLookedIn() throws Exception {
        try (Command command = submit("missing", List.of(), Map.of("KINDLING_DATA", "nowhere"), "table.conf")) {
            assertThat(command.await(RUN_SECONDS)).as(command.output()).isEqualTo(2);
            assertThat(command.output())
                    .contains(folder + "/nowhere/train.csv", "KINDLING_DATA", "driver and executors must share");
        }
    }

    @Test
    void aKilledExecutorLeavesTheModelsBitsAlone() throws Exception {
        String rounds = "rounds=" + LONG_ROUNDS;
        String expected = local("long", "local[1]", "glyphs.conf", "-D", rounds);
        Path metrics = folder.resolve("killed/metrics.jsonl");
        try (Command command = submit("killed", List.of(), Map.of(), "glyphs.conf", "-D", rounds)) {
            Await.until(
                    "a few rounds",
                    Duration.ofSeconds(RUN_SECONDS),
                    () -> !command.isAlive()
                            || (linesOf(metrics) > 2 && cluster.launched().size() == 2));
            assertThat(command.isAlive()).as(command.output()).isTrue();
            assertThat(cluster.launched().get(0).destroyForcibly()).isTrue();
            assertThat(linesOf(metrics)).isLessThan(LONG_ROUNDS);
            assertThat(command.await(RUN_SECONDS)).as(command.output()).isZero();
            assertThat(command.output()).contains("Lost executor");
        }
        assertThat(modelOf("killed")).isEqualTo(expected);
    }

    /** Logs and run folders stay until the next time. */
    private static void deleteLastRun() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String local(String name, String master, String conf, String... more) throws Exception {
        List<String> words = words("run", "--master", master, conf, "--out", name);
        words.addAll(List.of(more));
        try (Command command = start(name, Map.of("KINDLING_MEMORY", "512m"), words)) {
            assertThat(command.await(RUN_SECONDS)).as(command.output()).isZero();
        }
        return modelOf(name);
    }

    private static String submitted(String name, List<String> options, Map<String, String> environment, String conf)
            throws Exception {
        try (Command command = submit(name, options, environment, conf)) {
            assertThat(command.await(RUN_SECONDS)).as(command.output()).isZero();
        }
        return modelOf(name);
    }

    private static Command submit(
            String name, List<String> options, Map<String, String> environment, String conf, String... more)
            throws IOException {
        List<String> words = words("submit", "--master=" + cluster.url());
        words.addAll(options);
        words.addAll(List.of("--driver-memory", "512m", "--executor-memory", "512m", conf, "--out", name));
        words.addAll(List.of(more));
        return start(name, environment, words);
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(HOME + "/scripts/kindling"));
        words.addAll(List.of(arguments));
        return words;
    }

    private static Command start(String name, Map<String, String> environment, List<String> words) throws IOException {
        return Command.start(folder, folder.resolve(name + ".log"), environment, words);
    }

    private static int linesOf(Path file) throws IOException {
        return Files.readAllLines(file).size();
    }

    private static String modelOf(String name) throws IOException {
        Path run = folder.resolve(name);
        assertThat(List.of("config.json", "provenance.json", "metrics.jsonl", "evaluation.json", "summary.json"))
                .allMatch(file -> Files.exists(run.resolve(file)));
        assertThat(run.resolve("model.safetensors")).isNotEmptyFile();
        return new ObjectMapper()
                .readTree(run.resolve("summary.json").toFile())
                .get("modelSha256")
                .asText();
    }
}

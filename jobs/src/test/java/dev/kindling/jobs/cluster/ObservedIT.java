package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/observing.md says that one sees of a run on a cluster: in executors' logs and, afterwards, in Spark's history. */
@Tag("slow")
@ExtendWith(SharedSite.class)
class ObservedIT {

    private static final int ROUNDS = 3;

    private final Site site;
    private final StandaloneCluster cluster;
    private final ObjectMapper json = new ObjectMapper();

    ObservedIT(Site site) throws Exception {
        this.site = site;
        this.cluster = site.cluster();
    }

    @Test
    void executorsLogsNameRoundAndClientAndTheHistoryServerRoundAndStep() throws Exception {
        Submission run = new Submission(site, "observed", Site.GLYPHS)
                .to(cluster.url())
                .override("rounds=" + ROUNDS)
                .override("cohort=0")
                .override("faults.attackers={ share = 0.25, kind = nan }")
                .with("LOG4J_CONFIGURATION_FILE", "classpath:log4j2-json.properties")
                .spark("spark.executorEnv.LOG4J_CONFIGURATION_FILE", "classpath:log4j2-json.properties")
                .witnessed();
        try (Command command = run.start()) {
            run.finish(command);
            requireALineARound(command.output());
        }
        requireLeftOutClientsIn(executorLogs());
        requireStepsInHistoryOf(site.folder().resolve("observed-events"));
    }

    private void requireALineARound(String output) throws IOException {
        List<Integer> rounds = new ArrayList<>();
        for (String line :
                output.lines().filter(text -> text.startsWith("{\"time\"")).toList()) {
            JsonNode object = json.readTree(line);
            if (object.path("level").asText().equals("INFO") && object.has("round")) {
                rounds.add(object.path("round").asInt());
            }
        }
        assertThat(rounds).containsExactly(1, 2, 3);
    }

    /** Two clients of eight send NaN in every round. */
    private void requireLeftOutClientsIn(List<String> lines) throws IOException {
        List<String> places = new ArrayList<>();
        for (String line : lines) {
            JsonNode object = json.readTree(line);
            if (object.path("logger").asText().equals("dev.kindling.spark.round.TracedTask")) {
                assertThat(object.path("level").asText()).isEqualTo("WARN");
                assertThat(object.path("task").asText()).startsWith("task ");
                assertThat(object.path("round").isInt() && object.path("client").isInt())
                        .as(line)
                        .isTrue();
                assertThat(object.path("message").asText())
                        .startsWith("round " + object.path("round") + " of " + ROUNDS + ", client "
                                + object.path("client") + ": left out");
                places.add(object.path("round") + "/" + object.path("client"));
            }
        }
        assertThat(places).doesNotHaveDuplicates().hasSize(2 * ROUNDS);
    }

    /** The lines that are objects: those of executors that were told to write such. */
    private List<String> executorLogs() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : Site.files(site.folder().resolve("cluster"))) {
            if (file.endsWith("stderr")) {
                Files.readAllLines(file).stream()
                        // The worker cuts off what an executor that it ends was about to say.
                        .filter(line -> line.startsWith("{\"time\"") && line.endsWith("}"))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private void requireStepsInHistoryOf(Path events) throws Exception {
        int port = StandaloneCluster.freePort();
        Map<String, String> environment = new HashMap<>(Command.QUICK_JAVA);
        environment.putAll(Map.of("SPARK_LOCAL_IP", "127.0.0.1", "SPARK_DAEMON_MEMORY", "256m"));
        environment.put(
                "SPARK_HISTORY_OPTS",
                "-Dspark.history.fs.logDirectory=" + events.toUri() + " -Dspark.history.ui.port=" + port);
        List<String> words = List.of(
                Site.SPARK.resolve("bin/spark-class").toString(), "org.apache.spark.deploy.history.HistoryServer");
        try (Command server = Command.start(site.folder(), site.folder().resolve("history.log"), environment, words)) {
            requireStepsIn(server, "http://127.0.0.1:" + port + "/api/v1/applications");
        }
    }

    private void requireStepsIn(Command server, String applications) throws Exception {
        Await.until("the history server", Duration.ofMinutes(2), () -> {
            assertThat(server.isAlive()).as(server.output()).isTrue();
            return read(applications).size() == 1;
        });
        String application =
                applications + "/" + read(applications).get(0).path("id").asText();
        List<String> jobs = texts(read(application + "/jobs"), "description");
        List<String> stages = texts(read(application + "/stages"), "name");

        assertThat(jobs).contains("load the train split", "final evaluation on the test split");
        for (int round = 1; round <= ROUNDS; round++) {
            assertThat(jobs).contains("round " + round + " of " + ROUNDS + ": train 8 clients");
            assertThat(stages).contains("round " + round + " of " + ROUNDS + ": train 8 clients");
        }
        assertThat(texts(read(application + "/stages"), "description")).containsAll(jobs);
    }

    private JsonNode read(String address) throws Exception {
        return json.readTree(cluster.read(URI.create(address)));
    }

    private static List<String> texts(JsonNode list, String key) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(key).asText())
                .toList();
    }
}

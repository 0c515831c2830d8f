package dev.kindling.jobs.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.tracking.SampleRounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

class MlflowTest {

    private static final Pace QUICK = new Pace(
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            Duration.ofMillis(60),
            Duration.ofSeconds(4),
            1000);

    private Path folder;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private FakeMlflow server;
    private PrintStream stderr;

    @BeforeEach
    void begin(@TempDir Path temporary) throws IOException {
        folder = temporary;
        server = new FakeMlflow();
        stderr = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() {
        System.setErr(stderr);
        server.close();
    }

    @Test
    void aRunArrivesWithSettingsFiguresAndFiles() throws IOException {
        Files.writeString(folder.resolve("report.html"), "<p>done</p>");
        Files.writeString(folder.resolve("config.json"), "{}");
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 200);
        recorder.runFinished(List.of());
        recorder.close();

        FakeMlflow.KeptRun run = server.run();
        assertThat(server.experiments).containsOnlyKeys("glyphs & co");
        assertThat(run.name).isEqualTo(folder.getFileName().toString());
        assertThat(run.params)
                .containsEntry("algorithm.optimizer.rate", "0.1")
                .containsEntry("learner.hidden", "[8]")
                .hasEntrySatisfying(
                        "note", note -> assertThat(note).hasSize(500).endsWith("..."));
        assertThat(steps(run, "loss/train")).hasSize(200).startsWith(1L, 2L).endsWith(200L);
        assertThat(steps(run, "accuracy/validation")).hasSize(100);
        assertThat(run.metrics).contains(new FakeMlflow.Metric("loss/train", 0.25, 4));
        assertThat(run.artifacts).containsOnlyKeys("config.json", "report.html");
        assertThat(run.artifacts.get("report.html")).asString().isEqualTo("<p>done</p>");
        assertThat(run.status).isEqualTo("FINISHED");
        assertThat(log()).isEmpty();
    }

    @Test
    void whatHappenedWhileTheServerWasDownArrivesWhenItIsBack() throws Exception {
        server.goDown();
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 3);
        await(() -> !log().isEmpty());
        server.comeUp();
        await(() -> received(3));
        server.goDown();
        rounds(recorder, 4, 6);
        Thread.sleep(100);
        server.comeUp();
        rounds(recorder, 7, 8);
        recorder.runFinished(List.of());
        await(() -> received(8));
        recorder.close();

        assertThat(steps(server.run(), "loss/train")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(log().lines()).singleElement().asString().contains("WARN", server.uri(), "the run goes on");
    }

    @Test
    void answersOfStatus500AreTriedAgain() throws Exception {
        server.failing = 500;
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 4);
        await(() -> log().contains("HTTP status 500"));
        server.failing = 0;
        await(() -> received(4));
        recorder.runFinished(List.of());
        recorder.close();

        assertThat(steps(server.run(), "loss/train")).containsExactly(1L, 2L, 3L, 4L);
        assertThat(log().lines()).hasSize(1);
    }

    @Test
    void aSlowServerDoesNotHoldTheRoundsUp() {
        server.delay = 100;
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        long start = System.nanoTime();
        rounds(recorder, 1, 500);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
        recorder.runFinished(List.of());
        recorder.close();

        assertThat(steps(server.run(), "loss/train")).hasSize(500);
    }

    @Test
    void theEndOfARunDoesNotWaitForAServerThatIsDownAndCountsWhatItHasNotGot() {
        server.goDown();
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 5);
        await(() -> !log().isEmpty());
        recorder.runFinished(List.of());
        long start = System.nanoTime();
        recorder.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(log().lines())
                .hasSize(2)
                .last()
                .asString()
                .contains("has not got 5 of 5 rounds, 0 settings, 0 files, and not that the run has ended");
    }

    @Test
    void aServerThatNeverAnswersIsLeftAfterAWhile() {
        server.delay = 5_000;
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 2);
        await(() -> log().contains("no answer within 300 ms") || log().contains("timed out"));
        recorder.close();

        assertThat(log()).contains("has not got 2 of 2 rounds");
    }

    @Test
    void ofMoreRoundsThanAreKeptTheOldestAreLostAndCounted() {
        server.failing = 503;
        Pace small =
                new Pace(QUICK.answer(), QUICK.upload(), QUICK.firstPause(), QUICK.longestPause(), QUICK.end(), 10);
        MlflowRecorder recorder = recorder(small, Map.of());
        rounds(recorder, 1, 25);
        await(() -> !log().isEmpty());
        server.failing = 0;
        await(() -> received(25));
        recorder.runFinished(List.of());
        recorder.close();

        assertThat(steps(server.run(), "loss/train")).containsExactly(16L, 17L, 18L, 19L, 20L, 21L, 22L, 23L, 24L, 25L);
        assertThat(log()).contains("has not got 15 of 25 rounds, 0 settings, 0 files;");
    }

    @Test
    void credentialsGoToTheServerAndNowhereElse() throws IOException {
        server.failing = 401;
        MlflowRecorder recorder = recorder(QUICK, Map.of("MLFLOW_TRACKING_TOKEN", "t0ps3cret"));
        rounds(recorder, 1, 2);
        await(() -> log().contains("HTTP status 401"));
        server.failing = 0;
        await(() -> received(2));
        recorder.close();

        assertThat(server.requests).allMatch(request -> request.authorization().equals("Bearer t0ps3cret"));
        assertThat(log()).doesNotContain("t0ps3cret");
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("t0ps3cret"));
        }
        assertThat(server.run().status).isEqualTo("FAILED");
        assertThat(Credentials.header(Map.of("MLFLOW_TRACKING_USERNAME", "u", "MLFLOW_TRACKING_PASSWORD", "p")))
                .isEqualTo("Basic dTpw");
        assertThatThrownBy(() -> Credentials.header(Map.of("MLFLOW_TRACKING_TOKEN", "t0p s3cret")))
                .isInstanceOf(UserMistake.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void anAddressWithALoginIsRefusedAndNotShown() {
        assertThatThrownBy(() -> new Mlflow("http://me:s3cret@host:5000", "e"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("MLFLOW_TRACKING_USERNAME")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> new Mlflow("http://me:s3 cret@host", "e")).hasMessageNotContaining("cret");
        assertThatThrownBy(() -> new Mlflow("host:5000", "e")).hasMessageContaining("http://host:5000");
        assertThat(new Mlflow("https://host/mlflow/", "e").uri()).isEqualTo("https://host/mlflow");
    }

    @Test
    void aResumedRunGoesOnWithTheRunThatIsThere() {
        MlflowRecorder first = recorder(QUICK, Map.of());
        rounds(first, 1, 6);
        first.close();
        assertThat(server.run().status).isEqualTo("FAILED");

        MlflowRecorder second = recorder(QUICK, Map.of());
        rounds(second, 5, 8);
        second.runFinished(List.of());
        second.close();

        assertThat(steps(server.run(), "loss/train")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 5L, 6L, 7L, 8L);
        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(server.requests.stream().filter(request -> request.body().has("params")))
                .hasSize(1);
    }

    @Test
    void filesGoToAFolderWhereTheServerHasOneAndAreCountedWhereItHasNone(@TempDir Path root) throws IOException {
        Files.writeString(folder.resolve("summary.json"), "{\"rounds\":1}");
        server.artifactRoot = root.toUri() + "RUN/files";
        finish();
        assertThat(root.resolve("run1/files/summary.json")).hasContent("{\"rounds\":1}");
        assertThat(log()).isEmpty();

        Files.delete(folder.resolve(MlflowRecorder.ID_FILE));
        server.artifactRoot = "s3://bucket/RUN";
        finish();
        assertThat(log()).contains("--serve-artifacts", "has not got 0 of 1 rounds, 0 settings, 1 files;");
    }

    /** MLflow's own client asks for the same things at the same places in the same words. */
    @Test
    void whatIsSentIsWhatMlflowsOwnClientSends() {
        finish();
        List<FakeMlflow.Request> ours = List.copyOf(server.requests);
        server.requests.clear();
        server.experiments.clear();

        try (MlflowClient client = new MlflowClient(server.uri())) {
            assertThat(client.getExperimentByName("glyphs & co")).isEmpty();
            String id = client.createExperiment("glyphs & co");
            String run = client.createRun(Service.CreateRun.newBuilder()
                            .setExperimentId(id)
                            .setRunName("r")
                            .setStartTime(5)
                            .build())
                    .getRunId();
            client.logBatch(run, List.of(), List.of(param()), List.of());
            client.logBatch(run, List.of(metric()), List.of(), List.of());
            client.setTerminated(run);
        }

        // An answer of 404 it asks for three times.
        List<FakeMlflow.Request> theirs = server.requests.stream().distinct().toList();
        assertThat(ours)
                .extracting(FakeMlflow.Request::path)
                .containsExactlyElementsOf(
                        theirs.stream().map(FakeMlflow.Request::path).toList());
        for (int i = 0; i < ours.size(); i++) {
            assertThat(ours.get(i).method()).isEqualTo(theirs.get(i).method());
            Set<String> keys = keys(theirs.get(i).body());
            // The name that run_id had before.
            keys.remove("run_uuid");
            assertThat(keys(ours.get(i).body())).as(ours.get(i).path()).isEqualTo(keys);
        }
    }

    private static Service.Param param() {
        return Service.Param.newBuilder().setKey("k").setValue("v").build();
    }

    private static Service.Metric metric() {
        return Service.Metric.newBuilder()
                .setKey("k")
                .setValue(0.5)
                .setTimestamp(5)
                .setStep(2)
                .build();
    }

    /** The keys of an object and of the first of each list in it. */
    private static Set<String> keys(JsonNode body) {
        Set<String> keys = new TreeSet<>();
        body.properties().forEach(field -> {
            boolean list = field.getValue().isArray();
            if (!list || !field.getValue().isEmpty()) {
                keys.add(field.getKey());
            }
            if (list && !field.getValue().isEmpty()) {
                field.getValue().get(0).fieldNames().forEachRemaining(key -> keys.add(field.getKey() + "." + key));
            }
        });
        return keys;
    }

    private void finish() {
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 1);
        recorder.runFinished(List.of());
        recorder.close();
    }

    private MlflowRecorder recorder(Pace pace, Map<String, String> environment) {
        Mlflow settings = new Mlflow(server.uri(), "glyphs & co");
        return new MlflowRecorder(
                SampleRounds.run(folder, 0),
                settings,
                new MlflowServer(settings.uri(), Credentials.header(environment), pace),
                pace);
    }

    private static void rounds(MlflowRecorder recorder, int from, int to) {
        for (int round = from; round <= to; round++) {
            recorder.roundFinished(SampleRounds.report(round), SampleRounds.state(round));
        }
    }

    private static List<Long> steps(FakeMlflow.KeptRun run, String key) {
        return run.metrics.stream()
                .filter(metric -> metric.key().equals(key))
                .map(FakeMlflow.Metric::step)
                .toList();
    }

    private boolean received(long step) {
        return server.hasFigure("loss/train", step);
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 5 s").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}

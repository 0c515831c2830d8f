package dev.kindling.jobs.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.tracking.Figures;
import dev.kindling.jobs.tracking.TrackedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

class MlflowTest extends MlflowSession {

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
    void noMoreThanAThousandFiguresAreSentAtATime() {
        Figures figures = new Figures();
        IntStream.range(0, 300).forEach(i -> figures.with("figure/" + i, (double) i));
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        for (int step = 1; step <= 12; step++) {
            recorder.stepFinished(new TrackedStep(step, figures.named(), null));
        }
        recorder.runFinished(List.of());
        recorder.close();

        assertThat(server.requests)
                .extracting(request -> request.body().path("metrics").size())
                .allMatch(size -> size <= 1_000)
                .contains(900);
        assertThat(server.run().metrics).hasSize(12 * 300);
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
        assertThat(Credentials.header(Map.of("MLFLOW_TRACKING_USERNAME", " ", "MLFLOW_TRACKING_PASSWORD", "")))
                .isNull();
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
    void aResumedRunWhoseRunIsGoneFromTheServerIsANewOneThere() {
        finish();
        server.runs.clear();
        finish();

        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(server.run().params).isNotEmpty();
        assertThat(steps(server.run(), "loss/train")).containsExactly(1L);
        assertThat(folder.resolve(KeptId.FILE))
                .content()
                .contains(server.runs.keySet().iterator().next());
    }

    @Test
    void aRunThatWasStoppedEarlyHasNotFailed() {
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 3);
        recorder.runStopped();
        recorder.close();

        assertThat(server.run().status).isEqualTo("KILLED");
        assertThat(log()).isEmpty();
    }

    @Test
    void filesGoToAFolderWhereTheServerHasOneAndAreCountedWhereItHasNone(@TempDir Path root) throws IOException {
        Files.writeString(folder.resolve("summary.json"), "{\"rounds\":1}");
        server.artifactRoot = root.toUri() + "RUN/files";
        finish();
        assertThat(root.resolve("run1/files/summary.json")).hasContent("{\"rounds\":1}");
        assertThat(log()).isEmpty();

        Files.delete(folder.resolve(KeptId.FILE));
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
}

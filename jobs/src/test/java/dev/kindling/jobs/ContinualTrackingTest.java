package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.jobs.tracking.mlflow.FakeMlflow;
import dev.kindling.jobs.tracking.tensorboard.EventReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of continual learning that others are told of. */
class ContinualTrackingTest {

    private static final String DATA =
            """
            clients = 3
            data { type = glyphs, classes = 8, writers = 6, train-per-writer = 40, test-per-writer = 16 }
            scenario { type = class-incremental, experiences = 4 }
            """;

    private static final String HEAD = DATA + "head = slda\nvalidation = 0.25\n";

    private static final String NETWORK = DATA
            + """
            strategy { type = experience-replay, memory = 40, replay = 8 }
            learner { type = backprop, hidden = [16] }
            algorithm { type = fedavg, epochs = 2, batch = 8, optimizer { type = adam, rate = 0.003 } }
            """;

    @Test
    void aTrackedHeadHasTheSumsOfOneThatIsNotAndBothTrackersKnowItsExperiences(@TempDir Path folder)
            throws IOException {
        ContinualSession session = ContinualSession.of(folder, HEAD);
        try (FakeMlflow server = new FakeMlflow()) {
            session.summary("plain");
            session.summary("tracked", "-D", both(server));

            assertThat(session.bytes("tracked", "moments.bin")).isEqualTo(session.bytes("plain", "moments.bin"));
            assertThat(session.metrics("tracked")).isEqualTo(session.metrics("plain"));
            assertThat(folder.resolve("plain/tensorboard")).doesNotExist();
            assertThat(folder.resolve("tracked.partial")).doesNotExist();
            served(session, server.run());
            List<EventReader.Read> events = EventReader.folder(folder.resolve("tracked/tensorboard"));
            told(session, server.run(), events);
            assertThat(events)
                    .allSatisfy(event -> assertThat(event.histograms()).isEmpty());
            assertThat(events.get(events.size() - 1).images()).isNotEmpty();
        }
    }

    private static void served(ContinualSession session, FakeMlflow.KeptRun run) throws IOException {
        assertThat(run.name).isEqualTo("tracked");
        assertThat(run.status).isEqualTo("FINISHED");
        assertThat(run.params)
                .containsEntry("head.type", "slda")
                .containsEntry("scenario.experiences", "4")
                .containsEntry("validation", "0.25");
        assertThat(run.artifacts)
                .containsOnlyKeys("config.json", "provenance.json", "metrics.jsonl", "summary.json", "report.html");
        assertThat(run.artifacts.get("summary.json")).isEqualTo(session.bytes("tracked", "summary.json"));
    }

    /** What the run's own files say is what both were told. */
    private static void told(ContinualSession session, FakeMlflow.KeptRun run, List<EventReader.Read> events)
            throws IOException {
        List<JsonNode> lines = session.metrics("tracked");
        JsonNode summary = session.json("tracked");
        for (int experience = 1; experience <= 4; experience++) {
            JsonNode line = lines.get(experience - 1);
            Map<String, Float> scalars = events.get(experience + 1).scalars();
            assertThat(events.get(experience + 1).step()).isEqualTo(experience);
            assertThat(scalars)
                    .containsEntry(
                            "accuracy/validation", (float) line.get("accuracy").asDouble())
                    .containsEntry(
                            "accuracy/current", (float) line.get("current").asDouble())
                    .containsEntry("bytes/up", (float) line.get("bytesUp").asDouble())
                    .containsEntry("classes/seen", 2f * experience)
                    .containsKeys("seconds/experience", "accuracy/average", "task/001")
                    .doesNotContainKeys("accuracy/base", "accuracy/test", "transfer/forward");
            assertThat(scalars.containsKey("forgetting")).isEqualTo(experience > 1);
            JsonNode row = summary.get("accuracyMatrix").get(experience - 1);
            double sum = 0;
            for (int task = 1; task <= experience; task++) {
                sum += row.get(task - 1).asDouble();
                assertThat(scalars).containsEntry("task/00" + task, (float)
                        row.get(task - 1).asDouble());
            }
            assertThat(scalars).containsEntry("accuracy/average", (float) (sum / experience));
        }
        assertThat(run.metrics)
                .contains(
                        new FakeMlflow.Metric(
                                "forgetting", summary.get("forgetting").asDouble(), 4),
                        new FakeMlflow.Metric(
                                "transfer/backward",
                                summary.get("backwardTransfer").asDouble(),
                                4),
                        new FakeMlflow.Metric(
                                "accuracy/average-incremental",
                                summary.get("averageIncrementalAccuracy").asDouble(),
                                4));
    }

    @Test
    void aNetworkThatWasStoppedGoesOnInTheSameTrackedRunToTheSameBytes(@TempDir Path folder) throws IOException {
        ContinualSession session = ContinualSession.of(folder, NETWORK);
        try (FakeMlflow server = new FakeMlflow()) {
            session.summary("whole");
            session.stopAfter("tracked", 2, both(server));
            assertThat(folder.resolve("tracked")).doesNotExist();
            assertThat(server.run().status).isEqualTo("FAILED");

            session.summary("tracked", "--resume", "-D", both(server));

            assertThat(session.bytes("tracked", "model.safetensors"))
                    .isEqualTo(session.bytes("whole", "model.safetensors"));
            assertThat(server.run().status).isEqualTo("FINISHED");
            // The third was told, but the state is of the second.
            assertThat(server.run().metrics)
                    .filteredOn(metric -> metric.key().equals("transfer/forward")
                            || metric.key().equals("classes/seen"))
                    .extracting(FakeMlflow.Metric::step)
                    .containsExactly(1L, 2L, 2L, 3L, 3L, 3L, 3L, 4L, 4L);
            List<EventReader.Read> events = EventReader.folder(folder.resolve("tracked/tensorboard"));
            assertThat(events)
                    .filteredOn(EventReader.Read::restart)
                    .extracting(EventReader.Read::step)
                    .containsExactly(1L, 3L);
            assertThat(events)
                    .filteredOn(event -> !event.scalars().isEmpty())
                    .allSatisfy(event -> assertThat(event.histograms()).isNotEmpty())
                    .extracting(EventReader.Read::step)
                    .containsExactly(1L, 2L, 3L, 3L, 4L);
            assertThat(folder.resolve("tracked.partial")).doesNotExist();
        }
    }

    @Test
    void anAttemptThatCannotBeGoneOnWithLeavesNothingToTheNext(@TempDir Path folder) throws IOException {
        ContinualSession session = ContinualSession.of(folder, HEAD);
        try (FakeMlflow server = new FakeMlflow()) {
            session.stopAfter("tracked", 0, both(server));
            assertThat(folder.resolve("tracked.partial/mlflow.json")).exists();

            session.summary("tracked", "-D", both(server));

            assertThat(server.runs.values()).extracting(run -> run.status).containsExactly("FAILED", "FINISHED");
            assertThat(EventReader.files(folder.resolve("tracked/tensorboard"))).hasSize(1);
        }
    }

    private static String both(FakeMlflow server) {
        return "tracking=[tensorboard,{type=mlflow,uri=\"" + server.uri() + "\"}]";
    }
}

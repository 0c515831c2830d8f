package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.tracking.mlflow.FakeMlflow;
import dev.kindling.jobs.tracking.tensorboard.EventReader;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that others are told of. */
class TrackingTest {

    @Test
    void aTrackedRunHasTheModelOfOneThatIsNotAndBothTrackersKnowItsRounds(@TempDir Path folder) throws IOException {
        CommandLineSession session = new CommandLineSession(folder);
        try (FakeMlflow server = new FakeMlflow()) {
            String tracking = "tracking=[{type=tensorboard,every=3},{type=mlflow,uri=\"" + server.uri() + "\"}]";

            Answer tracked = session.run("tracked", "-D", tracking);
            Answer plain = session.run("plain");

            assertThat(tracked.exit()).as(tracked.err()).isZero();
            assertThat(tracked.err()).isEmpty();
            assertThat(digest(session, "tracked")).isEqualTo(digest(session, "plain"));
            assertThat(plain.err()).isEmpty();
            assertThat(session.path("plain/tensorboard")).doesNotExist();
            events(session);
            served(session, server);

            resumes(session, server, tracking);
        }
    }

    private static void events(CommandLineSession session) throws IOException {
        List<EventReader.Read> events = EventReader.folder(session.path("tracked/tensorboard"));
        List<String> lines = Files.readAllLines(session.path("tracked/metrics.jsonl"));
        for (int round = 1; round <= 4; round++) {
            EventReader.Read event = events.get(round + 1);
            JsonNode line = new ObjectMapper().readTree(lines.get(round - 1));
            assertThat(event.step()).isEqualTo(round);
            assertThat(event.scalars())
                    .containsEntry("loss/train", (float) line.get("loss").asDouble())
                    .containsEntry("accuracy/test", (float) line.get("accuracy").asDouble());
            // Every third, and the last.
            assertThat(event.histograms().isEmpty()).isEqualTo(round < 3);
        }
        double values = events.get(5).histograms().values().stream()
                .flatMap(histogram -> histogram.counts().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(values).isEqualTo(784 * 8 + 8 + 8 * 4 + 4);
        JsonNode wrong = new ObjectMapper()
                .readTree(session.path("tracked/evaluation.json").toFile())
                .get("wrong");
        assertThat(events.get(6).images()).hasSize(Math.min(16, wrong.size())).isNotEmpty();
    }

    private static void served(CommandLineSession session, FakeMlflow server) throws IOException {
        FakeMlflow.KeptRun run = server.run();
        assertThat(run.name).isEqualTo("tracked");
        assertThat(run.status).isEqualTo("FINISHED");
        assertThat(run.params)
                .containsEntry("algorithm.optimizer.rate", "0.3")
                .containsEntry("learner.type", "backprop")
                .containsEntry("learner.hidden", "[8]");
        assertThat(run.artifacts).containsKeys("config.json", "summary.json", "report.html");
        assertThat(run.artifacts.get("report.html")).isEqualTo(Files.readAllBytes(session.path("tracked/report.html")));
        assertThat(run.metrics)
                .filteredOn(metric -> metric.key().equals("accuracy/test"))
                .hasSize(4);
    }

    private static void resumes(CommandLineSession session, FakeMlflow server, String tracking) throws IOException {
        Files.delete(session.path("tracked/checkpoints/round-00000004.checkpoint"));
        Files.delete(session.path("tracked/checkpoints/round-00000003.checkpoint"));

        Answer resumed = session.run("tracked", "--resume", "-D", tracking);

        assertThat(resumed.err()).isEmpty();
        List<EventReader.Read> events = EventReader.folder(session.path("tracked/tensorboard"));
        assertThat(events)
                .filteredOn(EventReader.Read::restart)
                .extracting(EventReader.Read::step)
                .containsExactly(1L, 3L);
        assertThat(events)
                .filteredOn(event -> !event.scalars().isEmpty())
                .extracting(EventReader.Read::step)
                .containsExactly(1L, 2L, 3L, 4L, 3L, 4L);
        assertThat(server.run().metrics)
                .filteredOn(metric -> metric.key().equals("loss/train"))
                .extracting(FakeMlflow.Metric::step)
                .containsExactly(1L, 2L, 3L, 4L, 3L, 4L);
        // Who is told does not decide the model: without trackers the run goes on too.
        assertThat(session.run("tracked", "--resume").err()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereCostsARunTwoWarnings(@TempDir Path folder) throws IOException {
        CommandLineSession session = new CommandLineSession(folder);
        String uri;
        try (FakeMlflow gone = new FakeMlflow()) {
            uri = gone.uri();
        }

        Answer answer = session.run("run", "-D", "tracking=[{type=mlflow,uri=\"" + uri + "\"}]");

        assertThat(answer.exit()).isZero();
        assertThat(answer.err().lines()).hasSize(2);
        assertThat(answer.err())
                .contains("the run goes on", "has not got 4 of 4 rounds, 0 settings, 6 files, and not that the run");
        assertThat(session.path("run/summary.json")).exists();
    }

    @Test
    void settingsOfTrackersAreChecked(@TempDir Path folder) throws IOException {
        CommandLineSession session = new CommandLineSession(folder);

        assertThat(session.run("a", "-D", "tracking=[tensorbord]").err()).contains("did you mean tensorboard?");
        assertThat(session.run("b", "-D", "tracking=[tensorboard,tensorboard]").err())
                .contains("tracking must be a list with at most one of a type but was one with two");
        assertThat(session.run("c", "-D", "tracking=[mlflow]").err()).contains("missing key", "uri");
        assertThat(session.run("d", "-D", "tracking=[{type=mlflow,uri=\"http://me:s3cret@host\"}]")
                        .err())
                .contains("MLFLOW_TRACKING_PASSWORD")
                .doesNotContain("s3cret");
        assertThat(session.path("d")).doesNotExist();

        // Who is told of a run decides nothing: it may change when a run is gone on with.
        ConfigReader configs = new ConfigReader();
        HadoopStorage files = new HadoopStorage(new Configuration(), "");
        assertThat(configs.difference(
                        configs.read(files, session.conf(), List.of()),
                        configs.read(files, session.conf(), List.of("tracking=[tensorboard]"))))
                .isEmpty();
    }

    private static String digest(CommandLineSession session, String run) throws IOException {
        return DigestUtils.sha256Hex(Files.readAllBytes(session.path(run + "/model.safetensors")));
    }
}

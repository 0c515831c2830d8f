package dev.kindling.jobs.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Neither a server that is down nor one that is slow holds a run up, and what it has not got is counted. */
class MlflowTroubleTest extends MlflowSession {

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

        // What the server was answering as it went down is sent once more.
        List<Long> steps = steps(server.run(), "loss/train");
        assertThat(new LinkedHashSet<>(steps)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(steps).allSatisfy(step -> assertThat(Collections.frequency(steps, step))
                .isLessThanOrEqualTo(step <= 3 ? 2 : 1));
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
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
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
    void whatFailsAtTheEndIsTriedAgain() throws IOException {
        Files.writeString(folder.resolve("report.html"), "<p>done</p>");
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 2);
        await(() -> received(2));
        server.failing = 503;
        recorder.runFinished(List.of());
        await(() -> log().contains("HTTP status 503"));
        server.failing = 0;
        recorder.close();

        assertThat(server.run().status).isEqualTo("FINISHED");
        assertThat(server.run().artifacts).containsOnlyKeys("report.html");
        assertThat(log().lines()).hasSize(1);
    }

    @Test
    void aServerThatHangsFromTheMiddleOfARunHoldsItsEndUpForItsTimeOnly() throws IOException {
        Files.writeString(folder.resolve("report.html"), "<p>done</p>");
        Files.writeString(folder.resolve("config.json"), "{}");
        Pace hurried = new Pace(
                QUICK.answer(),
                Duration.ofSeconds(20),
                QUICK.firstPause(),
                QUICK.longestPause(),
                Duration.ofSeconds(1),
                1000);
        MlflowRecorder recorder = recorder(hurried, Map.of());
        rounds(recorder, 1, 1);
        await(() -> received(1));
        server.delay = 60_000;
        rounds(recorder, 2, 3);
        recorder.runFinished(List.of());
        long start = System.nanoTime();
        recorder.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(log()).contains("has not got 2 of 3 rounds, 0 settings, 2 files, and not that the run has ended");
    }
}

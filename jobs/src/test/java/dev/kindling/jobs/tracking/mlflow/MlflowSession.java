package dev.kindling.jobs.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.tracking.SampleRounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to a server on this machine, and the log of it. */
abstract class MlflowSession {

    static final Pace QUICK = new Pace(
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            Duration.ofMillis(60),
            Duration.ofSeconds(4),
            1000);

    Path folder;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    FakeMlflow server;
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

    void finish() {
        MlflowRecorder recorder = recorder(QUICK, Map.of());
        rounds(recorder, 1, 1);
        recorder.runFinished(List.of());
        recorder.close();
    }

    MlflowRecorder recorder(Pace pace, Map<String, String> environment) {
        Mlflow settings = new Mlflow(server.uri(), "glyphs & co");
        return new MlflowRecorder(
                SampleRounds.run(folder, 0),
                settings,
                new MlflowServer(settings.uri(), Credentials.header(environment), pace),
                pace);
    }

    static void rounds(MlflowRecorder recorder, int from, int to) {
        for (int round = from; round <= to; round++) {
            recorder.stepFinished(SampleRounds.step(round));
        }
    }

    static List<Long> steps(FakeMlflow.KeptRun run, String key) {
        return run.metrics.stream()
                .filter(metric -> metric.key().equals(key))
                .map(FakeMlflow.Metric::step)
                .toList();
    }

    boolean received(long step) {
        return server.hasFigure("loss/train", step);
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 5 s").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}

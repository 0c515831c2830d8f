package dev.kindling.jobs.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.report.Pixels;
import dev.kindling.jobs.report.WrongExample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class TrackingTest {

    private static final TrackedRun RUN =
            new TrackedRun(new Configuration(), new Path("runs/one"), new Path("runs/one"), "rounds", 0, 1, Map.of());

    private static final WrongExample PICTURE =
            new WrongExample(new Pixels(1, 1, 1, new byte[1]), "one", "seven", Double.NaN);

    /** Remembers the pictures that it was told of. */
    private record Listening(List<List<WrongExample>> told) implements Tracker {

        @Override
        public Recorder open(TrackedRun run) {
            return new Recorder() {
                @Override
                public void stepFinished(TrackedStep step) {}

                @Override
                public void runFinished(List<WrongExample> wrong) {
                    told.add(wrong);
                }

                @Override
                public void runStopped() {}

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void whereWhatIsWrongCannotBeReadTheEndIsToldWithoutIt() {
        List<List<WrongExample>> told = new ArrayList<>();
        try (Tracking tracking = new Tracking(List.of(new Listening(told)), RUN)) {
            tracking.runFinished(() -> List.of(PICTURE));
            tracking.runFinished(() -> {
                throw new IOException("a damaged file");
            });
        }
        assertThat(told).containsExactly(List.of(PICTURE), List.of());
    }

    @Test
    void whereNobodyIsToldNothingIsRead() {
        try (Tracking tracking = new Tracking(List.of(), RUN)) {
            tracking.runFinished(() -> {
                throw new AssertionError("nobody is told");
            });
        }
    }
}

package dev.kindling.jobs.tracking;

import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.storage.PlainFiles;
import dev.kindling.spark.training.RoundReport;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Rounds that were never run. */
public final class SampleRounds {

    private SampleRounds() {}

    /** A run of ten rounds whose folder this is. */
    public static TrackedRun run(Path folder, int roundsDone) {
        return new TrackedRun(
                PlainFiles.configuration(new Configuration()),
                new org.apache.hadoop.fs.Path(folder.toString()),
                new org.apache.hadoop.fs.Path(folder.toString()),
                "rounds",
                roundsDone,
                10,
                Map.of("algorithm.optimizer.rate", "0.1", "learner.hidden", "[8]", "note", "x".repeat(600)));
    }

    /** Measured on a validation share. */
    public static TrackedStep step(int round) {
        return new TrackedStep(
                round, RoundFigures.of(report(round), "validation").named(), model());
    }

    /** Every second round is evaluated. */
    private static RoundReport report(int round) {
        Double accuracy = round % 2 == 0 ? (Double) (round / 20.0) : null;
        return new RoundReport(
                round,
                4,
                3,
                1,
                90,
                1.0 / round,
                accuracy,
                400,
                300,
                900,
                new RoundReport.Seconds(0.125, 0.5, null, 0.25, 0.0625),
                0.4,
                RoundReport.Absent.NONE);
    }

    /** Two tensors: 12 values that grow, and 3 that are alike. */
    private static Parameters model() {
        Layout.Builder layout = Layout.builder();
        layout.add("weight", 3, 4);
        layout.add("bias", 3);
        float[] values = new float[15];
        for (int i = 0; i < 12; i++) {
            values[i] = i - 5;
        }
        values[12] = values[13] = values[14] = 0.5f;
        return new Parameters(layout.build(), values);
    }
}

package dev.kindling.jobs.learners;

import dev.kindling.jobs.report.LearnerRow;
import java.util.Locale;

/** A row of the comparison within 80 columns. */
public final class TableLine {

    private TableLine() {}

    /** What stands above the rows of one data set in one setting. */
    public static String heading(String data, String setting) {
        return String.format(Locale.ROOT, "%n%s, %s%n", data, setting)
                + String.format(
                        Locale.ROOT,
                        "%-26s %8s %6s %10s %6s %9s %8s%n",
                        "",
                        "accuracy",
                        "spread",
                        "samples/s",
                        "peak",
                        "kB sent",
                        "MB heap");
    }

    public static String of(LearnerRow row) {
        if (row.failure() != null) {
            return String.format(Locale.ROOT, "%-26s %s%n", row.learner(), row.failure());
        }
        return String.format(
                Locale.ROOT,
                "%-26s %8.2f %6s %,10.0f %6s %9s %,8.0f%n",
                row.learner(),
                100 * row.mean(),
                row.accuracies().size() < 2
                        ? "-"
                        : String.format(Locale.ROOT, "%.2f", 100 * (row.highest() - row.lowest())),
                row.samplesPerSecond(),
                row.peakShare() == null ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * row.peakShare()),
                row.bytesUp() == null ? "-" : String.format(Locale.ROOT, "%,.0f", row.bytesUp() / 1e3),
                row.peakHeap() / 1e6);
    }
}

package dev.kindling.jobs;

import dev.kindling.jobs.run.Summary;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A table of the evaluated rounds within 80 columns: on a terminal thinned out below a progress bar, elsewhere line by line
 * as they end.
 */
final class RoundConsole implements RunConsole {

    private static final int MOST_ROWS = 20;

    private final PrintWriter out;
    private final List<RoundReport> evaluated = new ArrayList<>();
    private final @Nullable ProgressBar bar;
    private boolean closed;

    // On the JDK 17 that the build requires, null still means that there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    RoundConsole(PrintWriter out, int rounds) {
        this.out = out;
        this.bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName("rounds")
                        .setInitialMax(rounds)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setMaxRenderedLength(79)
                        .build();
    }

    @Override
    public void roundFinished(RoundReport report, RunState state) {
        if (report.accuracy() != null) {
            evaluated.add(report);
        }
        if (bar != null) {
            bar.stepTo(report.round());
            bar.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", report.loss()));
        } else if (report.accuracy() != null) {
            if (evaluated.size() == 1) {
                heading();
            }
            row(report);
            out.flush();
        }
    }

    /** Prints the headline and where the run folder lies; below a progress bar the table too. */
    @Override
    public void finish(Summary summary, String folder) {
        if (bar != null) {
            close();
            table();
        }
        if (summary.diverged() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%n%,d updates were left out: not finite, out of range or of a wrong shape;%n"
                            + "if no attack was planted, lower the learning rate%n",
                    summary.diverged());
        }
        absences(summary.absent());
        if (summary.roundsLogged() < summary.rounds()) {
            out.printf(
                    Locale.ROOT,
                    "%nmetrics.jsonl has only %,d of %,d rounds: time and bytes are of these%n",
                    summary.roundsLogged(),
                    summary.rounds());
        }
        out.printf(
                Locale.ROOT,
                "%n%s %.2f %% after %,d %s, %.1f s, %,.0f samples/s, %s moved%nmodel %s%nrun folder %s%n",
                summary.accuracyName(),
                100 * summary.testAccuracy(),
                summary.rounds(),
                summary.rounds() == 1 ? "round" : "rounds",
                summary.seconds(),
                summary.samplesPerSecond(),
                bytes(summary.bytesDown() + summary.bytesUp()),
                summary.modelSha256(),
                folder);
        out.flush();
    }

    private void absences(RoundReport.Absent absent) {
        if (absent.droppedOut() + absent.pastDeadline() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%n%,d clients dropped out, %,d were past the deadline%n",
                    absent.droppedOut(),
                    absent.pastDeadline());
        }
        if (absent.repeats() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%nrounds were repeated %,d times, discarding %,d reports%n",
                    absent.repeats(),
                    absent.discarded());
        }
    }

    private void table() {
        out.println();
        heading();
        int step = Math.max(1, (evaluated.size() + MOST_ROWS - 1) / MOST_ROWS);
        for (int i = (evaluated.size() - 1) % step; i >= 0 && i < evaluated.size(); i += step) {
            row(evaluated.get(i));
        }
    }

    private void heading() {
        out.printf(
                Locale.ROOT,
                "%8s %10s %10s %9s %12s %9s%n",
                "round",
                "accuracy",
                "loss",
                "clients",
                "moved",
                "seconds");
    }

    private void row(RoundReport report) {
        Double accuracy = report.accuracy();
        out.printf(
                Locale.ROOT,
                "%8d %8.2f %% %10.4f %9d %12s %9.3f%n",
                report.round(),
                accuracy == null ? Double.NaN : 100 * accuracy,
                report.loss(),
                report.clients(),
                bytes(report.bytesDown() + report.bytesUp()),
                report.seconds().round() + report.seconds().evaluate());
    }

    private static String bytes(long count) {
        if (count < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", count / 1e3);
        }
        return count < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", count / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", count / 1e9);
    }

    @Override
    public void close() {
        // A bar that is closed again draws itself again, over what has been printed since.
        if (bar != null && !closed) {
            closed = true;
            bar.close();
        }
    }
}

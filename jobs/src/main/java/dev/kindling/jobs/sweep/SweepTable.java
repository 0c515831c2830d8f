package dev.kindling.jobs.sweep;

import dev.kindling.jobs.report.SweepReport;
import dev.kindling.jobs.report.SweepRow;
import java.util.Locale;
import org.apache.commons.text.WordUtils;

/** The ranking within 80 columns. */
public final class SweepTable {

    private static final int WIDTH = 80;

    private SweepTable() {}

    public static String of(SweepReport sweep) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(Locale.ROOT, "ranked by %s%n%n", sweep.rankedBy()));
        table.append(String.format(
                Locale.ROOT,
                "%4s %5s %8s %6s %-8s %6s  %s%n",
                "rank",
                "trial",
                "accuracy",
                "spread",
                "state",
                "rounds",
                "settings"));
        int rank = 0;
        for (SweepRow row : sweep.rows()) {
            rank++;
            table.append(line(row, rank)).append(System.lineSeparator());
        }
        for (SweepRow row : sweep.rows()) {
            if (row.failure() != null) {
                String why = "trial " + row.trial() + " failed: " + row.failure();
                table.append(System.lineSeparator())
                        .append(WordUtils.wrap(why, WIDTH - 2, System.lineSeparator() + "  ", true));
            }
        }
        return table.append(System.lineSeparator())
                .append(sweep.savings().replace("; ", System.lineSeparator()))
                .append(System.lineSeparator())
                .toString();
    }

    private static String line(SweepRow row, int rank) {
        boolean complete = row.isComplete();
        return within(String.format(
                Locale.ROOT,
                "%4s %5d %8s %6s %-8s %6d  %s",
                complete ? Integer.toString(rank) : "-",
                row.trial(),
                complete ? String.format(Locale.ROOT, "%.2f", 100 * row.mean()) : "-",
                complete ? String.format(Locale.ROOT, "%.2f", 100 * (row.highest() - row.lowest())) : "-",
                row.state(),
                row.rounds(),
                row.words()));
    }

    /** Cut where a terminal ends. */
    public static String within(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
    }
}

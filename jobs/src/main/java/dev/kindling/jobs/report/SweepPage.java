package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Page.part;
import static j2html.TagCreator.each;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a sweep as one HTML page: the ranking and the learning curves. */
public final class SweepPage {

    private static final int MOST_CURVES = 12;

    private SweepPage() {}

    /** A curve of the chart. */
    private record Line(String label, List<Integer> rounds, List<Double> accuracies) {

        /** The mean over the seeds that were measured at each round. */
        static Line of(SweepRow row) {
            Map<Integer, List<Double>> byRound = new TreeMap<>();
            for (SweepRow.Curve curve : row.curves()) {
                for (int i = 0; i < curve.rounds().size(); i++) {
                    byRound.computeIfAbsent(curve.rounds().get(i), round -> new ArrayList<>())
                            .add(curve.accuracies().get(i));
                }
            }
            return new Line(
                    row.words(),
                    List.copyOf(byRound.keySet()),
                    byRound.values().stream()
                            .map(all -> all.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .average()
                                    .orElse(Double.NaN))
                            .toList());
        }
    }

    /** Writes the page in UTF-8's characters; does not close the writer. */
    public static void write(String name, SweepReport sweep, Writer out) throws IOException {
        List<Line> lines = sweep.rows().stream()
                .filter(row ->
                        row.curves().stream().anyMatch(curve -> !curve.rounds().isEmpty()))
                .limit(MOST_CURVES)
                .map(Line::of)
                .toList();
        new Page(
                        "Kindling sweep",
                        name,
                        List.of(
                                part(
                                        "Ranking",
                                        p("By " + sweep.rankedBy() + "."),
                                        p(sweep.savings() + "."),
                                        ranking(sweep)),
                                part(
                                        "Learning curves",
                                        noscript(p("Charts need JavaScript; sweep.json has the same numbers.")),
                                        Charts.chart(
                                                "curves",
                                                "Accuracy by round",
                                                !lines.isEmpty(),
                                                "No round was measured.",
                                                caption(sweep, lines.size())))),
                        lines,
                        Asset.SWEEP_JS)
                .write(out);
    }

    private static String caption(SweepReport sweep, int shown) {
        return "Mean " + sweep.measuredOn() + " accuracy over seeds"
                + (shown < sweep.rows().size() ? ", the first " + shown + " of the ranking." : ".");
    }

    private static DomContent ranking(SweepReport sweep) {
        List<String> names = sweep.rows().isEmpty()
                ? List.of()
                : List.copyOf(sweep.rows().get(0).settings().keySet());
        List<String> columns = new ArrayList<>(List.of("Rank", "Trial"));
        columns.addAll(names);
        columns.addAll(List.of("Accuracy", "Between seeds", "State", "Rounds"));
        List<TrTag> lines = new ArrayList<>();
        for (SweepRow row : sweep.rows()) {
            lines.add(line(row.isComplete() ? Integer.toString(lines.size() + 1) : "", row));
        }
        return RoundsTable.scrolling(
                "Ranking",
                table(
                        thead(tr(each(columns, column -> th(column).attr("scope", "col")))),
                        tbody(each(lines, row -> row))));
    }

    private static TrTag line(String rank, SweepRow row) {
        Double predicted = row.predicted();
        String state = row.failure() != null
                ? "failed: " + row.failure()
                : predicted == null ? "finished" : "stopped; predicted " + Numbers.percent(predicted);
        return tr(
                th(rank).attr("scope", "row"),
                td(Integer.toString(row.trial())),
                each(row.settings().values(), value -> td(value)),
                td(Numbers.percent(row.mean())),
                td(Numbers.percent(row.highest() - row.lowest())),
                td(state),
                td(Numbers.count(row.rounds()) + " of " + Numbers.count(row.plannedRounds())));
    }
}

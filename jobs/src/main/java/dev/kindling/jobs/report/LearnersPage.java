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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a comparison of learning rules as one HTML page. */
public final class LearnersPage {

    private static final List<String> COLUMNS = List.of(
            "Rule",
            "Test accuracy",
            "Between seeds",
            "Samples/s",
            "Share of sgemm peak",
            "Sent a round",
            "Live heap at most");

    private final int epochs;
    private final double share;
    private final int seeds;
    private final Map<String, List<LearnerRow>> groups = new LinkedHashMap<>();

    private LearnersPage(int epochs, double share, int seeds, List<LearnerRow> rows) {
        this.epochs = epochs;
        this.share = share;
        this.seeds = seeds;
        rows.forEach(row -> groups.computeIfAbsent(row.data() + ", " + row.setting(), name -> new ArrayList<>())
                .add(row));
    }

    /** One chart's numbers, shares in [0, 1]; null where a rule has none. */
    private record Bars(
            List<String> learners,
            List<@Nullable Double> means,
            List<@Nullable Double> low,
            List<@Nullable Double> high) {

        static Bars of(List<LearnerRow> rows) {
            return new Bars(
                    rows.stream().map(LearnerRow::learner).toList(),
                    rows.stream().map(row -> known(row.mean())).toList(),
                    rows.stream().map(row -> known(row.lowest())).toList(),
                    rows.stream().map(row -> known(row.highest())).toList());
        }

        private static @Nullable Double known(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    /** Writes the page in UTF-8's characters; does not close the writer. */
    public static void write(int epochs, double share, int seeds, List<LearnerRow> rows, Writer out)
            throws IOException {
        new LearnersPage(epochs, share, seeds, rows).page().write(out);
    }

    private Page page() {
        List<DomContent> content = new ArrayList<>();
        content.add(part(
                "What is compared", noscript(p("Charts need JavaScript; the tables have the same numbers.")), words()));
        List<Bars> bars = new ArrayList<>();
        groups.forEach((name, rows) -> {
            content.add(part(
                    name, each(Charts.drawing("learners-" + bars.size(), name, caption(rows))), figures(name, rows)));
            bars.add(Bars.of(rows));
        });
        return new Page("Kindling comparison", "Learning rules", content, bars, Asset.LEARNERS_JS);
    }

    private DomContent words() {
        return p(Numbers.count(epochs) + (epochs == 1 ? " pass" : " passes") + " over "
                + (share == 1 ? "the" : Numbers.percent(share) + " of the training") + " examples, "
                + Numbers.count(seeds) + (seeds == 1 ? " seed" : " seeds")
                + "; a rule in closed form takes as many rounds as it has reduces instead. Rules of a family have layers of the same"
                + " widths as its backpropagation; what else they are made of is their own. The share of sgemm peak, of all cores,"
                + " counts the floating-point operations that this backpropagation would need for the same examples, whatever the"
                + " rule itself computes.");
    }

    private static String caption(List<LearnerRow> rows) {
        return rows.stream()
                .filter(row -> row.failure() == null)
                .max((one, other) -> Double.compare(one.mean(), other.mean()))
                .map(best -> "Mean accuracy on the test split, and from the lowest to the highest of the seeds. Best: "
                        + best.learner() + ", " + Numbers.percent(best.mean()) + ".")
                .orElse("None could be trained.");
    }

    private static DomContent figures(String name, List<LearnerRow> rows) {
        return RoundsTable.scrolling(
                name,
                table(
                        thead(tr(each(COLUMNS, column -> th(column).attr("scope", "col")))),
                        tbody(each(rows, LearnersPage::line))));
    }

    private static TrTag line(LearnerRow row) {
        TrTag line = tr(th(row.learner()).attr("scope", "row"));
        if (row.failure() != null) {
            return line.with(td(row.failure()).attr("colspan", COLUMNS.size() - 1));
        }
        Double share = row.peakShare();
        Long sent = row.bytesUp();
        return line.with(
                td(Numbers.percent(row.mean())),
                td(row.accuracies().size() < 2 ? "" : Numbers.percent(row.highest() - row.lowest())),
                td(Numbers.count((long) row.samplesPerSecond())),
                td(share == null ? "" : Numbers.percent(share)),
                td(sent == null ? "" : Numbers.bytes(sent)),
                td(Numbers.bytes((long) row.peakHeap())));
    }
}

package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Page.part;
import static j2html.TagCreator.div;
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
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes runs side by side as one HTML page; runs of one configuration make one curve with a band over their seeds. */
public final class ComparisonPage {

    private static final int KEYS_IN_NAME = 3;
    private static final String TYPE = ".type";

    private final List<ComparedRun> runs;
    private final List<RunGroup> groups;
    private final List<String> differing;

    private ComparisonPage(List<ComparedRun> runs) {
        this.runs = runs;
        this.groups = RunGroup.of(runs);
        this.differing = RunGroup.differing(groups);
    }

    /** A curve of both charts. */
    private record Curve(String label, RunGroup.Band accuracy, RunGroup.Band loss) {}

    /** Writes the page in UTF-8's characters; does not close the writer. */
    public static void write(String name, List<ComparedRun> runs, Writer out) throws IOException {
        new ComparisonPage(runs).page(name).write(out);
    }

    private Page page(String name) {
        List<Curve> curves = IntStream.range(0, groups.size())
                .mapToObj(i -> new Curve(
                        label(i), groups.get(i).accuracy(), groups.get(i).loss()))
                .toList();
        List<DomContent> content = List.of(
                part("Results", p(words()), results()),
                part(
                        "Learning",
                        noscript(p("Charts need JavaScript; each run's own report has the numbers.")),
                        charts(curves)),
                part("What differs", differences()),
                part("Runs", runs()));
        return new Page("Kindling comparison", name, content, curves, Asset.COMPARISON_JS);
    }

    private DomContent charts(List<Curve> curves) {
        boolean measured =
                curves.stream().anyMatch(curve -> !curve.accuracy().rounds().isEmpty());
        boolean lossy = curves.stream().anyMatch(curve -> !curve.loss().rounds().isEmpty());
        return div(
                        Charts.chart(
                                "accuracy",
                                "Accuracy",
                                measured,
                                "No round was evaluated.",
                                "On the " + measuredOn()
                                        + " split; mean of the seeds, and from the lowest to the highest."),
                        Charts.chart(
                                "loss",
                                "Training loss",
                                lossy,
                                "No round reported a loss.",
                                "Losses of different learning rules do not compare."))
                .withClass("pair");
    }

    private String measuredOn() {
        return runs.stream().map(ComparedRun::measuredOn).distinct().collect(Collectors.joining(" or "));
    }

    private String words() {
        return String.format(
                Locale.ROOT,
                "%d %s of %d %s.",
                runs.size(),
                runs.size() == 1 ? "run" : "runs",
                groups.size(),
                groups.size() == 1 ? "configuration, seeds apart" : "configurations, seeds apart");
    }

    /** Its letter, and the first keys that set it apart: what was chosen before how it was set. */
    private String label(int group) {
        List<String> keys = differing.stream()
                .sorted(Comparator.comparing(key -> !key.endsWith(TYPE)))
                .filter(key -> !groups.get(group).setting(key).isEmpty())
                .toList();
        String named = keys.stream()
                .limit(KEYS_IN_NAME)
                .map(key -> key.endsWith(TYPE)
                        ? groups.get(group).setting(key)
                        : key.substring(key.lastIndexOf('.') + 1) + " "
                                + groups.get(group).setting(key))
                .collect(Collectors.joining(", "));
        return letter(group) + (named.isEmpty() ? "" : ": " + named) + (keys.size() > KEYS_IN_NAME ? ", ..." : "");
    }

    /** A to Z, then AA, AB and on. */
    private static String letter(int group) {
        String last = Character.toString('A' + group % 26);
        return group < 26 ? last : letter(group / 26 - 1) + last;
    }

    private DomContent results() {
        List<String> columns = List.of(
                "Configuration",
                "Seeds",
                "Accuracy",
                "Between seeds",
                "Rounds",
                "Samples/s",
                "Time a run",
                "Traffic a run");
        return scrolling(
                "Results",
                columns,
                IntStream.range(0, groups.size()).mapToObj(this::result).toList());
    }

    private TrTag result(int group) {
        List<ComparedRun> of = groups.get(group).runs();
        DoubleSummaryStatistics accuracies = groups.get(group).accuracies();
        boolean ended = accuracies.getCount() == of.size();
        return tr(
                th(label(group)).attr("scope", "row"),
                td(groups.get(group).seeds()),
                td(
                        accuracies.getCount() == 0
                                ? "not finished"
                                : Numbers.percent(accuracies.getAverage())
                                        + (ended ? "" : " of the " + accuracies.getCount() + " finished")),
                td(
                        accuracies.getCount() < 2
                                ? ""
                                : Numbers.percent(accuracies.getMin()) + " to " + Numbers.percent(accuracies.getMax())),
                td(Numbers.count(
                        of.stream().mapToInt(run -> run.rounds().size()).max().orElse(0))),
                td(Numbers.decimal(
                        of.stream()
                                .mapToDouble(ComparedRun::samplesPerSecond)
                                .average()
                                .orElse(Double.NaN),
                        0)),
                td(Numbers.seconds(
                        of.stream().mapToDouble(ComparedRun::seconds).average().orElse(Double.NaN))),
                td(Numbers.bytes((long)
                        of.stream().mapToLong(ComparedRun::bytes).average().orElse(0))));
    }

    private DomContent differences() {
        if (differing.isEmpty()) {
            return Page.nothing("Nothing but the seed.");
        }
        List<String> columns = new ArrayList<>(List.of("Key"));
        IntStream.range(0, groups.size()).forEach(group -> columns.add(letter(group)));
        return scrolling(
                "What differs",
                columns,
                differing.stream()
                        .map(key -> tr(th(key).attr("scope", "row"), each(groups, group -> td(group.setting(key)))))
                        .toList());
    }

    private DomContent runs() {
        List<TrTag> lines = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            for (ComparedRun run : groups.get(i).runs()) {
                lines.add(tr(
                        th(run.name()).attr("scope", "row"),
                        td(letter(i)),
                        td(Long.toString(run.seed())),
                        td(run.accuracy() == null ? "not finished" : Numbers.percent(run.accuracy())),
                        td(run.modelSha256())));
            }
        }
        return scrolling("Runs", List.of("Run", "Configuration", "Seed", "Accuracy", "Model SHA-256"), lines);
    }

    private static DomContent scrolling(String label, List<String> columns, List<TrTag> lines) {
        return RoundsTable.scrolling(
                label,
                table(
                        thead(tr(each(columns, column -> th(column).attr("scope", "col")))),
                        tbody(each(lines, line -> line))));
    }
}

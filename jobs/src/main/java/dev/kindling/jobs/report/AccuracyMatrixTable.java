package dev.kindling.jobs.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.TrTag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Accuracy by experience and task as a table whose cells are tinted; where there are many they are small and without figures. */
final class AccuracyMatrixTable {

    private static final int MOST_WITH_FIGURES = 12;

    private final List<List<@Nullable Double>> matrix;
    private final int tasks;
    private final boolean figures;
    private final double lowest;
    private final double highest;

    private AccuracyMatrixTable(List<List<@Nullable Double>> matrix) {
        this.matrix = matrix;
        this.tasks = matrix.stream().mapToInt(List::size).max().orElse(0);
        this.figures = tasks <= MOST_WITH_FIGURES;
        this.lowest = values(matrix).min().orElse(0);
        this.highest = values(matrix).max().orElse(1);
    }

    private static DoubleStream values(List<List<@Nullable Double>> matrix) {
        return matrix.stream().flatMap(List::stream).filter(Objects::nonNull).mapToDouble(accuracy -> accuracy);
    }

    static DomContent of(List<List<@Nullable Double>> matrix) {
        if (matrix.isEmpty()) {
            return Page.nothing("Not every experience was measured, or there are too many to show.");
        }
        return each(
                p("Rows: after experience. Columns: accuracy on task. The lightest is the lowest of all, the darkest the highest.")
                        .withClass("note"),
                RoundsTable.scrolling("Accuracy matrix", new AccuracyMatrixTable(matrix).drawn()));
    }

    private DomContent drawn() {
        return table(
                        thead(tr(th("after").attr("scope", "col"), each(range(tasks), task -> th(shown(task))
                                .attr("scope", "col")))),
                        tbody(each(range(matrix.size()), this::row)))
                .withClass(figures ? "heat" : "heat small");
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /** Every number where there is room, else every tenth. */
    private String shown(int index) {
        return figures || (index + 1) % 10 == 0 ? Integer.toString(index + 1) : "";
    }

    private TrTag row(int after) {
        return tr(
                th(shown(after)).attr("scope", "row"),
                each(range(matrix.get(after).size()), task -> cell(after, task)));
    }

    /** From 10 to 100: the whole range of tints for accuracies that lie close together. */
    private double heat(double accuracy) {
        return highest > lowest ? 10 + 90 * (accuracy - lowest) / (highest - lowest) : 100;
    }

    private TdTag cell(int after, int task) {
        Double accuracy = matrix.get(after).get(task);
        if (accuracy == null) {
            return td("");
        }
        return td(figures ? String.format(Locale.ROOT, "%.1f", 100 * accuracy) : "")
                .withStyle(String.format(Locale.ROOT, "--heat:%.0f%%", heat(accuracy)))
                .withTitle(
                        "after experience " + (after + 1) + ", task " + (task + 1) + ": " + Numbers.percent(accuracy));
    }
}

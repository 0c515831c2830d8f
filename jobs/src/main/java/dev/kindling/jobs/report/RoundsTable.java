package dev.kindling.jobs.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The charts' numbers for those who cannot see them or want to copy them. */
final class RoundsTable {

    private RoundsTable() {}

    static DomContent of(List<RoundRow> rounds) {
        Set<String> stages = new LinkedHashSet<>();
        rounds.forEach(row -> stages.addAll(row.stageSeconds().keySet()));
        Set<String> reasons = new LinkedHashSet<>();
        rounds.stream().findFirst().ifPresent(row -> reasons.addAll(row.absent().keySet()));
        reasons.removeIf(reason -> rounds.stream().allMatch(row -> absent(row, reason) == 0));
        return scrolling(
                "Rounds", table(thead(head(stages, reasons)), tbody(each(rounds, row -> line(row, stages, reasons)))));
    }

    /** Wide tables scroll by themselves, also by keyboard, so that the page need not. */
    static DomContent scrolling(String label, DomContent table) {
        return div(table)
                .withClass("scroll")
                .attr("tabindex", 0)
                .attr("role", "region")
                .attr("aria-label", label);
    }

    private static TrTag head(Set<String> stages, Set<String> reasons) {
        List<String> names = new ArrayList<>(List.of("Round", "Loss", "Accuracy", "Down", "Up"));
        names.addAll(reasons);
        names.addAll(stages);
        return tr(each(names, name -> th(name).attr("scope", "col")));
    }

    private static long absent(RoundRow row, String reason) {
        return row.absent().getOrDefault(reason, 0L);
    }

    private static TrTag line(RoundRow row, Set<String> stages, Set<String> reasons) {
        return tr(
                th(Integer.toString(row.round())).attr("scope", "row"),
                td(Numbers.decimal(row.loss(), 4)),
                td(row.accuracy() == null ? "" : Numbers.percent(row.accuracy())),
                td(Numbers.bytes(row.bytesDown())),
                td(Numbers.bytes(row.bytesUp())),
                each(reasons, name -> td(Numbers.count(absent(row, name)))),
                each(stages, name -> td(seconds(row, name))));
    }

    private static String seconds(RoundRow row, String stage) {
        Double seconds = row.stageSeconds().get(stage);
        return seconds == null ? "" : Numbers.seconds(seconds);
    }
}

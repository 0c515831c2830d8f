package dev.kindling.jobs.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of every experience. */
final class ExperiencesTable {

    private static final List<String> COLUMNS = List.of(
            "experience", "classes", "accuracy", "base", "field", "current", "AUROC", "calibration", "sent", "time");

    private ExperiencesTable() {}

    static DomContent of(List<ContinualReport.Experience> experiences) {
        return RoundsTable.scrolling(
                "Experiences",
                table(
                        thead(tr(each(COLUMNS, name -> th(name).attr("scope", "col")))),
                        tbody(each(experiences, ExperiencesTable::row))));
    }

    private static TrTag row(ContinualReport.Experience row) {
        return tr(
                th(Integer.toString(row.number())).attr("scope", "row"),
                td(Numbers.count(row.classesSeen())),
                td(percent(row.accuracy())),
                td(percent(row.base())),
                td(percent(row.field())),
                td(percent(row.current())),
                td(percent(row.openSetAuroc())),
                td(percent(row.calibrationError())),
                td(Numbers.bytes(row.bytesUp())),
                td(Numbers.seconds(row.seconds())));
    }

    private static String percent(@Nullable Double accuracy) {
        return accuracy == null ? "" : Numbers.percent(accuracy);
    }
}

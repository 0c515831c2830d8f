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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The classes most often taken for another. */
final class LargestErrors {

    private static final int SHOWN = 20;

    private LargestErrors() {}

    private record Mixup(int trueClass, int predicted, long count) {}

    static DomContent of(Confusion confusion) {
        List<Mixup> largest = largest(confusion);
        if (largest.isEmpty()) {
            return Page.nothing("The model made no error.");
        }
        List<String> names = confusion.classes();
        return each(
                p("The matrix has " + names.size() + " classes; these are its largest errors.")
                        .withClass("note"),
                RoundsTable.scrolling(
                        "Largest errors",
                        table(
                                thead(tr(each(List.of("True", "Predicted", "Examples"), name -> th(name).attr(
                                                "scope", "col")))),
                                tbody(each(
                                        largest,
                                        mixup -> tr(
                                                td(names.get(mixup.trueClass())),
                                                td(names.get(mixup.predicted())),
                                                td(Numbers.count(mixup.count()))))))));
    }

    private static List<Mixup> largest(Confusion confusion) {
        List<Mixup> mixups = new ArrayList<>();
        int classes = confusion.classes().size();
        for (int row = 0; row < classes; row++) {
            for (int column = 0; column < classes; column++) {
                long count = confusion.count(row, column);
                if (row != column && count > 0) {
                    mixups.add(new Mixup(row, column, count));
                }
            }
        }
        mixups.sort(Comparator.comparingLong(Mixup::count).reversed());
        return mixups.subList(0, Math.min(SHOWN, mixups.size()));
    }
}

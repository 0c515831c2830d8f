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
import java.util.stream.IntStream;

/** The confusion matrix as a table whose cells are tinted; beyond what a person can survey, its largest errors. */
final class ConfusionTable {

    private static final int MOST_CLASSES = 40;

    private final Confusion confusion;
    private final List<Integer> indices;
    private final long largestError;

    private ConfusionTable(Confusion confusion) {
        this.confusion = confusion;
        this.indices = IntStream.range(0, confusion.classes().size()).boxed().toList();
        this.largestError = confusion.largestError();
    }

    static DomContent of(Confusion confusion) {
        if (confusion.classes().isEmpty()) {
            return Page.nothing("The model was not tested.");
        }
        if (confusion.classes().size() > MOST_CLASSES) {
            return LargestErrors.of(confusion);
        }
        return each(
                p("Rows: true class. Columns: predicted class. Recall: share of a row on the diagonal.")
                        .withClass("note"),
                RoundsTable.scrolling("Confusion matrix", new ConfusionTable(confusion).matrix()));
    }

    private DomContent matrix() {
        return table(
                        thead(tr(
                                th("true").attr("scope", "col"),
                                each(confusion.classes(), name -> th(name).attr("scope", "col")),
                                th("recall").attr("scope", "col"))),
                        tbody(each(indices, this::row)))
                .withClass("confusion");
    }

    private TrTag row(int trueClass) {
        long examples = confusion.examplesOf(trueClass);
        long right = confusion.count(trueClass, trueClass);
        return tr(
                th(confusion.classes().get(trueClass)).attr("scope", "row"),
                each(indices, predicted -> cell(trueClass, predicted, examples)),
                td(examples == 0 ? "" : Numbers.percent((double) right / examples))
                        .withClass("recall"));
    }

    /** Errors are tinted against the largest error, not the diagonal: beside it all of them would look like nothing. */
    private TdTag cell(int trueClass, int predicted, long examples) {
        long count = confusion.count(trueClass, predicted);
        if (count == 0) {
            return td("0").withClass("zero");
        }
        boolean right = trueClass == predicted;
        double heat = (double) count / (right ? examples : largestError);
        return td(Numbers.count(count))
                .withClass(right ? "right" : "error")
                .withStyle(String.format(Locale.ROOT, "--heat:%.0f%%", 100 * heat))
                .withTitle("true " + confusion.classes().get(trueClass) + ", predicted "
                        + confusion.classes().get(predicted) + ": "
                        + Numbers.percent((double) count / examples));
    }
}

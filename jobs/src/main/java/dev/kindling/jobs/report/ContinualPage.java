package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Page.part;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import j2html.tags.specialized.DlTag;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;

/** Writes a continual run as one HTML page. */
public final class ContinualPage {

    private final ContinualReport report;
    private final ContinualChartData data;

    private ContinualPage(ContinualReport report) {
        this.report = report;
        this.data = ContinualChartData.of(report);
    }

    /** Writes the page in UTF-8's characters; does not close the writer. */
    public static void write(ContinualReport report, Writer out) throws IOException {
        new ContinualPage(report).page().write(out);
    }

    private Page page() {
        return new Page(
                "Kindling continual run",
                report.name(),
                List.of(
                        facts(),
                        learning(),
                        part("Accuracy matrix", AccuracyMatrixTable.of(report.accuracyMatrix())),
                        part("Forgetting by task", forgetting()),
                        part("Unknown classes and confidence", confidence()),
                        part("Prototypes", prototypes()),
                        part("Wrong neighbours", NeighbourGallery.of(report.wrong())),
                        part("Effective configuration", Facts.text(report.effectiveConfig())),
                        part("Provenance", Facts.list(report.provenance()))),
                data,
                Asset.CONTINUAL_JS);
    }

    private DomContent facts() {
        DlTag facts = dl().withClass("facts");
        boolean[] first = {true};
        report.facts().forEach((label, value) -> {
            facts.with(div(dt(label), dd(value)).withCondClass(first[0], "main"));
            first[0] = false;
        });
        return facts.with(iff(
                !report.digest().isEmpty(),
                div(dt("SHA-256 of what was learnt"), dd(report.digest())).withClass("digest")));
    }

    private DomContent learning() {
        boolean any = !report.experiences().isEmpty();
        return part(
                "Learning",
                noscript(p("Charts need JavaScript; the table of experiences below has the same numbers.")),
                div(
                                Charts.chart(
                                        "classes",
                                        "Accuracy against classes seen",
                                        data.hasAccuracy(),
                                        "No experience was measured.",
                                        last()),
                                Charts.chart("sent", "Bytes sent so far", any, "Nothing was learnt.", sent()))
                        .withClass("pair"),
                iff(any, details(summary("All experiences as a table"), ExperiencesTable.of(report.experiences()))));
    }

    private String last() {
        List<ContinualReport.Experience> rows = report.experiences();
        if (rows.isEmpty()) {
            return "";
        }
        ContinualReport.Experience last = rows.get(rows.size() - 1);
        return Numbers.percent(last.accuracy()) + " of " + Numbers.count(last.classesSeen()) + " classes in the end.";
    }

    private String sent() {
        long up = data.bytesUp().stream().mapToLong(Long::longValue).sum();
        long average = data.bytesUpFedAvg().stream().mapToLong(Long::longValue).sum();
        return Numbers.bytes(up) + " in all"
                + (average > 0 ? "; averaging models would have sent " + Numbers.bytes(average) + "." : ".");
    }

    private DomContent forgetting() {
        boolean drawn = data.forgetting().stream().anyMatch(Objects::nonNull);
        return drawn
                ? each(
                        Charts.drawing(
                                "forgetting",
                                "Forgetting by task",
                                "Best accuracy on the task before the last experience, minus the last: below zero it got better."))
                : Page.nothing("It takes two experiences, all of them measured.");
    }

    private DomContent confidence() {
        return data.hasConfidence()
                ? each(
                        Charts.drawing(
                                "confidence",
                                "Unknown classes and confidence",
                                "AUROC: how often an example of a class seen has a higher confidence than one of a class to come; 50 % is"
                                        + " chance. Calibration error: how far confidence is from accuracy on the classes seen."))
                : Page.nothing("It was not measured.");
    }

    private DomContent prototypes() {
        ContinualReport.PrototypeMap map = report.prototypes();
        if (map.prototypes().isEmpty()) {
            return Page.nothing("The model has no prototypes, fewer than three, or too many to draw.");
        }
        return each(Charts.drawing(
                "prototypes",
                "Prototypes",
                Numbers.count(map.prototypes().size())
                        + " class means on the plane of their first two principal components, which hold "
                        + Numbers.percent(map.first()) + " and " + Numbers.percent(map.second())
                        + " of their variance."));
    }
}

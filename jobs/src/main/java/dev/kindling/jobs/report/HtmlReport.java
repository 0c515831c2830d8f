package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Page.part;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes a run as one HTML page. */
public final class HtmlReport {

    private HtmlReport() {}

    /** Writes the page in UTF-8's characters; does not close the writer. */
    public static void write(RunReport report, Writer out) throws IOException {
        ChartData data = ChartData.of(report);
        Charts charts = new Charts(report, data);
        new Page(
                        "Kindling run",
                        report.name(),
                        List.of(
                                HeadlineFacts.of(report),
                                charts.learning(),
                                charts.cost(),
                                part("Confusion matrix", ConfusionTable.of(report.confusion())),
                                charts.layers(),
                                charts.clients(),
                                part("Samples the model gets wrong", WrongGallery.of(report.wrong())),
                                part("Effective configuration", Facts.text(report.effectiveConfig())),
                                part("Provenance", Facts.list(report.provenance()))),
                        data,
                        Asset.RUN_JS)
                .write(out);
    }
}

package dev.kindling.jobs.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.BodyTag;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.HtmlTag;
import j2html.tags.specialized.SectionTag;
import java.io.IOException;
import java.io.Writer;

/** Writes a run as one HTML page that loads nothing: scripts, styles, pictures and numbers are all inside it. */
public final class HtmlReport {

    /** The browser enforces what the page promises. */
    private static final String NOTHING_FROM_OUTSIDE =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    private final RunReport report;
    private final ChartData data;

    private HtmlReport(RunReport report) {
        this.report = report;
        this.data = ChartData.of(report);
    }

    /** Writes the page in UTF-8's characters; does not close the writer. */
    public static void write(RunReport report, Writer out) throws IOException {
        out.write("<!DOCTYPE html>\n");
        new HtmlReport(report).page().render(FlatHtml.into(out, Config.defaults()));
        out.write('\n');
    }

    private HtmlTag page() throws IOException {
        return html(pageHead(), pageBody()).withLang("en");
    }

    private HeadTag pageHead() throws IOException {
        return head(
                meta().withCharset("utf-8"),
                meta().attr("http-equiv", "Content-Security-Policy").withContent(NOTHING_FROM_OUTSIDE),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                title(report.name() + " \u2013 Kindling run"),
                // Without it a browser asks the server for an icon.
                link().withRel("icon").withHref("data:,"),
                style(rawHtml(Asset.REPORT_CSS.text())));
    }

    private BodyTag pageBody() throws IOException {
        Charts charts = new Charts(report, data);
        return body(
                header(p("Kindling run").withClass("kicker"), h1(report.name())),
                main(
                        HeadlineFacts.of(report),
                        charts.learning(),
                        charts.cost(),
                        part("Confusion matrix", ConfusionTable.of(report.confusion())),
                        charts.clients(),
                        part("Samples the model gets wrong", WrongGallery.of(report.wrong())),
                        part("Effective configuration", Facts.text(report.effectiveConfig())),
                        part("Provenance", Facts.list(report.provenance()))),
                script(rawHtml(data.json())).withType("application/json").withId("run-data"),
                script(rawHtml(Asset.CHART_JS.text())),
                script(rawHtml(Asset.REPORT_JS.text())));
    }

    /** A titled part of the page. */
    static SectionTag part(String title, DomContent... content) {
        return section(h2(title), each(content));
    }

    /** What stands where there is nothing to show. */
    static DomContent nothing(String why) {
        return p(why).withClass("nothing");
    }
}

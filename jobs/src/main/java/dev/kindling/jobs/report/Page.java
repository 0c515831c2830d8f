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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import j2html.Config;
import j2html.rendering.FlatHtml;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeadTag;
import j2html.tags.specialized.SectionTag;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A page that loads nothing: scripts, styles, pictures and numbers are all inside it.
 *
 * @param kind what it is about, above its name
 * @param name its heading
 * @param content its parts, one below the other
 * @param charts the script that draws its charts from {@code data}
 */
record Page(String kind, String name, List<DomContent> content, Object data, Asset charts) {

    /** The browser enforces what the page promises. */
    private static final String NOTHING_FROM_OUTSIDE =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    /** Writes the page in UTF-8's characters; does not close the writer. */
    void write(Writer out) throws IOException {
        out.write("<!DOCTYPE html>\n");
        html(
                        pageHead(),
                        body(
                                header(p(kind).withClass("kicker"), h1(name)),
                                main(each(content, part -> part)),
                                script(rawHtml(json()))
                                        .withType("application/json")
                                        .withId("run-data"),
                                script(rawHtml(Asset.CHART_JS.text())),
                                script(rawHtml(Asset.CHARTS_JS.text())),
                                script(rawHtml(charts.text()))))
                .withLang("en")
                .render(FlatHtml.into(out, Config.defaults()));
        out.write('\n');
    }

    private HeadTag pageHead() throws IOException {
        return head(
                meta().withCharset("utf-8"),
                meta().attr("http-equiv", "Content-Security-Policy").withContent(NOTHING_FROM_OUTSIDE),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                meta().withName("color-scheme").withContent("light dark"),
                title(name + " \u2013 " + kind),
                // Without it a browser asks the server for an icon.
                link().withRel("icon").withHref("data:,"),
                style(rawHtml(Asset.REPORT_CSS.text())));
    }

    /** JSON that can stand inside a script element: no character of it can end that element. */
    private String json() throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(data).replace("<", "\\u003c");
    }

    /** A titled part of a page. */
    static SectionTag part(String title, DomContent... content) {
        return section(h2(title), each(content));
    }

    /** What stands where there is nothing to show. */
    static DomContent nothing(String why) {
        return p(why).withClass("nothing");
    }
}

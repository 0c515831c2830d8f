package dev.kindling.jobs.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.pre;

import j2html.tags.DomContent;
import j2html.tags.specialized.DlTag;
import java.util.Map;

/** Text that the report repeats as it is. */
final class Facts {

    private Facts() {}

    static DomContent list(Map<String, String> facts) {
        if (facts.isEmpty()) {
            return Page.nothing("Nothing was recorded.");
        }
        DlTag list = dl().withClass("provenance");
        facts.forEach((label, value) -> list.with(dt(label), dd(value)));
        return list;
    }

    static DomContent text(String text) {
        if (text.isBlank()) {
            return Page.nothing("Nothing was recorded.");
        }
        // It scrolls sideways, so it must take the keyboard's focus.
        return pre(code(text)).attr("tabindex", 0).attr("role", "region").attr("aria-label", "Effective configuration");
    }
}

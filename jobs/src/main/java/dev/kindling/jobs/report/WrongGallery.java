package dev.kindling.jobs.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.util.List;

/** Pictures of what the model takes for something else. */
final class WrongGallery {

    private WrongGallery() {}

    static DomContent of(List<WrongExample> wrong) {
        if (wrong.isEmpty()) {
            return Page.nothing("None was kept.");
        }
        return ul(each(wrong, WrongGallery::example)).withClass("gallery");
    }

    private static DomContent example(WrongExample wrong) {
        return li(figure(
                img().withSrc(wrong.image().pngDataUri())
                        .withAlt("a " + wrong.trueClass() + " taken for a " + wrong.predicted())
                        .withWidth(Integer.toString(wrong.image().width()))
                        .withHeight(Integer.toString(wrong.image().height())),
                figcaption(
                        line("true", wrong.trueClass()),
                        line("predicted", wrong.predicted()),
                        iff(Double.isFinite(wrong.score()), line("score", Numbers.decimal(wrong.score(), 2))))));
    }

    private static DomContent line(String label, String value) {
        return span(span(label + " "), b(value));
    }
}

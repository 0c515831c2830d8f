package dev.kindling.jobs.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import dev.kindling.jobs.report.ContinualReport.WrongNeighbourhood;
import j2html.tags.DomContent;
import j2html.tags.specialized.ImgTag;
import java.util.List;

/** Pictures of mistakes, each between its nearest neighbours of the class it was taken for and of its own. */
final class NeighbourGallery {

    private NeighbourGallery() {}

    static DomContent of(List<WrongNeighbourhood> wrong) {
        if (wrong.isEmpty()) {
            return Page.nothing("None was kept, or the examples are no pictures.");
        }
        return each(
                p("The mistakes the model is surest of. From left to right: the test example, the nearest example learnt"
                                + " of the class it was taken for, the nearest of its own class.")
                        .withClass("note"),
                ul(each(wrong, NeighbourGallery::mistake)).withClass("gallery trios"));
    }

    private static DomContent mistake(WrongNeighbourhood wrong) {
        return li(figure(
                div(
                                picture(wrong.image(), "a " + wrong.trueClass() + " taken for a " + wrong.predicted()),
                                picture(wrong.nearestPredicted(), "the nearest " + wrong.predicted()),
                                picture(wrong.nearestTrue(), "the nearest " + wrong.trueClass()))
                        .withClass("trio"),
                figcaption(line("true", wrong.trueClass()), line("predicted", wrong.predicted()))));
    }

    private static ImgTag picture(Pixels image, String described) {
        return img().withSrc(image.pngDataUri())
                .withAlt(described)
                .withWidth(Integer.toString(image.width()))
                .withHeight(Integer.toString(image.height()));
    }

    private static DomContent line(String label, String value) {
        return span(span(label + " "), b(value));
    }
}

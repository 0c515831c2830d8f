package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A relative link of a document points to a file that there is, and its anchor to a heading in that file. */
class DocumentedLinksTest {

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final Pattern WITH_SCHEME = Pattern.compile("[a-z]+:.*");

    @TestFactory
    Stream<DynamicTest> everyRelativeLinkPointsToAFileAndAHeading() {
        return Documents.all().stream().flatMap(document -> links(document).stream()
                .map(link -> dynamicTest(
                        Documents.HOME.relativize(document) + ": " + link, () -> requireThere(document, link))));
    }

    @Test
    void linksAreFoundInTextsAndTables() {
        Path docs = Documents.HOME.resolve("docs");
        assertThat(links(Documents.HOME.resolve("README.md")))
                .contains("docs/round.svg", "docs/learners.md")
                .hasSizeGreaterThan(30);
        assertThat(links(docs.resolve("learners.md"))).contains("learners/noprop.md#noprop-ct-and-noprop-fm");
        assertThat(anchors(docs.resolve("models.md"))).contains("out-kindling-export", "in-starting-weights");
    }

    private static List<String> links(Path document) {
        List<String> found = new ArrayList<>();
        MARKDOWN.parse(Documents.text(document)).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                found.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                found.add(image.getDestination());
            }
        });
        found.removeIf(link -> WITH_SCHEME.matcher(link).matches());
        return found;
    }

    private static void requireThere(Path document, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : document.resolveSibling(path);
        assertThat(target).as("%s links to %s", document, link).exists();
        if (hash >= 0) {
            assertThat(anchors(target)).as("%s links to %s", document, link).contains(link.substring(hash + 1));
        }
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path document) {
        Set<String> found = new HashSet<>();
        IdGenerator ids = IdGenerator.builder().build();
        MARKDOWN.parse(Documents.text(document)).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                found.add(ids.generateId(words(heading)));
            }
        });
        return found;
    }

    private static String words(Heading heading) {
        StringBuilder words = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }
}

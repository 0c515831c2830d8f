package dev.kindling.jobs.config;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import com.github.therapi.runtimejavadoc.Value;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/** The Javadoc of records, which the compiler keeps beside their classes, as plain text. */
final class Documentation {

    private Documentation() {}

    /** What a class is: its Javadoc without tags. */
    static List<String> paragraphs(Class<?> type) {
        String text = words(RuntimeJavadoc.getJavadoc(type).getComment());
        return Stream.of(text.split("<p>", -1))
                .map(Documentation::plain)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    /** What a record's component means: its {@code @param}, or else what an interface says of the method that it implements. */
    static String component(Class<?> type, String name) {
        return Stream.concat(
                        RuntimeJavadoc.getJavadoc(type).getRecordComponents().stream()
                                .filter(component -> component.getName().equals(name))
                                .map(component -> component.getComment()),
                        Stream.of(type.getInterfaces())
                                .flatMap(implemented -> RuntimeJavadoc.getJavadoc(implemented).getMethods().stream())
                                .filter(method -> method.getName().equals(name))
                                .map(method -> method.getComment()))
                .map(Documentation::text)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String text(Comment comment) {
        return plain(words(comment));
    }

    private static String words(Comment comment) {
        Words words = new Words();
        comment.visit(words);
        return words.text.toString();
    }

    /** What stands in tags without them, and what a link leads to by its simple name. */
    private static final class Words implements CommentVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void commentText(String plain) {
            text.append(plain);
        }

        @Override
        public void inlineTag(String name, String value) {
            text.append(StringEscapeUtils.escapeHtml4(value));
        }

        @Override
        public void inlineLink(Link link) {
            // Without a label of its own it is labelled by its address.
            String member = link.getReferencedMemberName();
            String address = Objects.requireNonNullElse(link.getReferencedClassName(), "");
            String label = link.getLabel();
            boolean labelled = label.contains(" ") || !(label.contains("#") || address.endsWith(label));
            text.append(labelled ? label : member != null ? member : address.substring(address.lastIndexOf('.') + 1));
        }

        @Override
        public void inlineValue(Value value) {
            text.append(value.getReferencedMemberName());
        }
    }

    private static String plain(String html) {
        String untagged = html.replaceAll("</?\\w[^<>]*>", "");
        return StringEscapeUtils.unescapeHtml4(untagged).replaceAll("\\s+", " ").trim();
    }
}

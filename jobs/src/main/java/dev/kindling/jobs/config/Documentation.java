package dev.kindling.jobs.config;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentFormatter;
import com.github.therapi.runtimejavadoc.RuntimeJavadoc;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;

/** The Javadoc of records, which the compiler keeps beside their classes, as plain text. */
final class Documentation {

    private static final CommentFormatter FORMATTER = new CommentFormatter();

    private Documentation() {}

    /** What a class is: its Javadoc without tags. */
    static List<String> paragraphs(Class<?> type) {
        String text = FORMATTER.format(RuntimeJavadoc.getJavadoc(type).getComment());
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
        return plain(FORMATTER.format(comment));
    }

    private static String plain(String html) {
        String untagged = html.replaceAll("</?\\w[^<>]*>", " ");
        return StringEscapeUtils.unescapeHtml4(untagged).replaceAll("\\s+", " ").trim();
    }
}

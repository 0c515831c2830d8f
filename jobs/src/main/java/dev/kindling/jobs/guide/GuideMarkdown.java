package dev.kindling.jobs.guide;

import java.util.stream.Collectors;

/** The guide as a page of Markdown. */
public final class GuideMarkdown {

    private static final String HEAD =
            """
            # Configuration reference

            Every section of a configuration, what it chooses from, and the keys of each choice: written by `scripts/kindling list --markdown`, from
            the code itself. Ranges are what the code refuses to go beyond. [How a configuration is read](configuration.md) is another page.

            """;

    private GuideMarkdown() {}

    public static String of(Guide guide) {
        return HEAD
                + guide.sections().stream()
                        .map(section -> "- [%s](#%s)%n".formatted(section.plural(), anchor(section.plural())))
                        .collect(Collectors.joining())
                + guide.sections().stream().map(GuideMarkdown::section).collect(Collectors.joining());
    }

    private static String section(Guide.Section section) {
        return "\n## " + section.plural() + "\n"
                + section.choices().stream().map(GuideMarkdown::choice).collect(Collectors.joining());
    }

    private static String choice(Guide.Choice choice) {
        String text = choice.paragraphs().stream()
                .map(paragraph -> escaped(paragraph) + "\n\n")
                .collect(Collectors.joining());
        return "\n### " + choice.name() + "\n\n" + text + table(choice);
    }

    private static String table(Guide.Choice choice) {
        if (choice.keys().isEmpty()) {
            return "No keys.\n";
        }
        return "| key | default | values | meaning |\n|---|---|---|---|\n"
                + choice.keys().stream().map(GuideMarkdown::row).collect(Collectors.joining());
    }

    private static String row(Guide.Key key) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        key.name(),
                        key.standard().equals("required") ? "required" : "`" + key.standard() + "`",
                        escaped(key.values()),
                        escaped(key.meaning()));
    }

    private static String anchor(String heading) {
        return heading.replace(' ', '-');
    }

    /** What Markdown would take for emphasis, a link, HTML or the next cell. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
    }
}

package dev.kindling.jobs.guide;

import java.util.regex.Pattern;
import org.apache.commons.text.WordUtils;
import picocli.CommandLine.Help.Ansi;

/** The guide for a terminal of 80 columns. */
public final class GuideText {

    private static final int COLUMNS = 79;

    /** Not behind "et al." or an initial: these are followed by no capital letter, or stand alone. */
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[^.\\s]{2}[.]|[)][.])\\s+(?=\\p{Lu})");

    private final Ansi ansi;

    public GuideText(Ansi ansi) {
        this.ansi = ansi;
    }

    /** The names of all sections and their choices. */
    public String index(Guide guide) {
        StringBuilder text = new StringBuilder();
        for (Guide.Section section : guide.sections()) {
            String names = String.join(
                    ", ", section.choices().stream().map(Guide.Choice::name).toList());
            text.append(bold(section.plural())).append('\n').append(wrapped(names, 4));
        }
        return text.toString();
    }

    /** A section's choices with their keys, of each the first sentence. */
    public String section(Guide.Section section) {
        StringBuilder text = new StringBuilder();
        for (Guide.Choice choice : section.choices()) {
            text.append(bold(choice.name())).append('\n');
            choice.paragraphs().stream()
                    .findFirst()
                    .ifPresent(first -> text.append(wrapped(SENTENCE_END.split(first, 2)[0], 4)));
            choice.keys().forEach(key -> text.append(wrapped(line(key), 6)));
            text.append('\n');
        }
        return text.toString();
    }

    /** One choice, all that is known about it. */
    public String choice(Guide.Choice choice) {
        StringBuilder text = new StringBuilder(bold(choice.name())).append('\n');
        choice.paragraphs()
                .forEach(paragraph -> text.append(wrapped(paragraph, 4)).append('\n'));
        for (Guide.Key key : choice.keys()) {
            text.append(wrapped(line(key), 4)).append(wrapped(key.meaning(), 8));
        }
        return text.toString();
    }

    private static String line(Guide.Key key) {
        return key.name() + " = " + key.standard() + "  (" + key.values() + ")";
    }

    private String bold(String name) {
        return ansi.string("@|bold " + name + "|@");
    }

    private static String wrapped(String text, int indent) {
        if (text.isEmpty()) {
            return "";
        }
        String margin = " ".repeat(indent);
        return margin + WordUtils.wrap(text, COLUMNS - indent, "\n" + margin, false) + "\n";
    }
}

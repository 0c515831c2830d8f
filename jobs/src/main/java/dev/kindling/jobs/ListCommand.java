package dev.kindling.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.GuideOfChoices;
import dev.kindling.jobs.guide.Guide;
import dev.kindling.jobs.guide.GuideMarkdown;
import dev.kindling.jobs.guide.GuideText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kindling list [SECTION [NAME]]}: what a configuration can say. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists what a configuration can choose from.",
            "Without SECTION all names; with one, e.g. learners, algorithms, partitioners or datasets, each name's keys,"
                    + " defaults and ranges; with NAME too all about it, its source among it."
        })
final class ListCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "SECTION", description = "Such as learners.")
    private @Nullable String section;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Such as local-loss.")
    private @Nullable String name;

    @Option(names = "--json", description = "Prints it as JSON.")
    private boolean json;

    @Option(names = "--markdown", description = "Prints all of it as a page of Markdown.")
    private boolean markdown;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (markdown && (json || section != null)) {
            throw new UserMistake("--markdown prints all sections as one page: leave SECTION and --json out");
        }
        Guide guide = GuideOfChoices.read();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (markdown) {
            out.print(GuideMarkdown.of(guide));
        } else if (json) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(asked(guide)));
        } else {
            out.print(text(asked(guide)));
        }
        out.flush();
        return 0;
    }

    private Record asked(Guide guide) {
        return section == null ? guide : asked(guide, section);
    }

    private Record asked(Guide guide, String plural) {
        Guide.Section found = guide.section(plural)
                .orElseThrow(() ->
                        unknown("section", plural, guide.sections().stream().map(Guide.Section::plural)));
        return name == null ? found : asked(found, name);
    }

    private static Guide.Choice asked(Guide.Section among, String type) {
        return among.choice(type)
                .orElseThrow(() ->
                        unknown(among.name(), type, among.choices().stream().map(Guide.Choice::name)));
    }

    private static UserMistake unknown(String what, String given, Stream<String> known) {
        return new UserMistake("no " + what + " " + given + "; there are " + known.collect(Collectors.joining(", ")));
    }

    private String text(Record asked) {
        GuideText text = new GuideText(
                Objects.requireNonNull(spec).commandLine().getColorScheme().ansi());
        if (asked instanceof Guide whole) {
            return text.index(whole);
        }
        return asked instanceof Guide.Section one ? text.section(one) : text.choice((Guide.Choice) asked);
    }
}

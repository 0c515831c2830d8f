package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kindling.jobs.bench.Benchmarks;
import dev.kindling.jobs.config.ConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Every command in the documents is one that there is: its options are known, its configuration is read with its overrides. The short
 * ones are also run, by {@code .ci/run}.
 */
class DocumentedCommandsTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:^ *|`|\\| )scripts/kindling ((?:[^`|\\n\\\\]|\\\\\\n)+)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** Words that stand for what a reader has. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+|spark://HOST:7077");

    /** What scripts/kindling does itself; its own tests run these. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("submit", "cluster");

    @TestFactory
    Stream<DynamicTest> everyDocumentedCommandCanBeRead() throws IOException {
        return documents().flatMap(document -> commands(document).stream()
                .map(command ->
                        dynamicTest(HOME.relativize(document) + ": " + command, () -> requireReadable(command))));
    }

    @Test
    void commandsAreFoundInTheReadmeAndTheDocuments() throws IOException {
        assertThat(commands(HOME.resolve("README.md"))).hasSizeGreaterThan(30);
        assertThat(commands(HOME.resolve("docs/quickstart.md"))).hasSizeGreaterThan(12);
    }

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            List<Path> found = docs.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(HOME.resolve("README.md")), found.stream());
        }
    }

    private static List<String> commands(Path document) {
        try {
            return COMMAND.matcher(Files.readString(document))
                    .results()
                    .map(found -> found.group(1)
                            .replace("\\\n", " ")
                            .replaceAll("\\s+", " ")
                            .trim())
                    .map(command -> command.replaceFirst("\\)$| > .*$", ""))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void requireReadable(String command) throws IOException {
        List<String> words = new ArrayList<>();
        WORD.matcher(command).results().map(DocumentedCommandsTest::unquoted).forEach(words::add);
        words.stream().filter(word -> word.startsWith("conf/")).forEach(conf -> assertThat(HOME.resolve(conf))
                .exists());
        if (OF_THE_SCRIPT.contains(words.get(0))) {
            return;
        }
        CommandLine kindling = new CommandLine(new Kindling()).setCaseInsensitiveEnumValuesAllowed(true);
        if (words.size() == 1) {
            // A command's name in a sentence, not the whole of it.
            assertThat(words.get(0))
                    .matches(word ->
                            word.equals("--help") || kindling.getSubcommands().containsKey(word));
            return;
        }
        boolean placeholders =
                words.stream().anyMatch(word -> PLACEHOLDER.matcher(word).matches());
        words.replaceAll(word -> word.equals("N") ? "1" : word);
        ParseResult parsed = kindling.parseArgs(words.toArray(String[]::new));
        if (!placeholders && parsed.hasSubcommand()) {
            requireConfiguration(parsed.subcommand());
        }
    }

    private static String unquoted(MatchResult word) {
        return Stream.of(1, 2, 3)
                .map(word::group)
                .filter(text -> text != null)
                .findFirst()
                .orElseThrow();
    }

    private static void requireConfiguration(ParseResult command) throws IOException {
        List<String> overrides = command.matchedOptionValue("-D", List.of());
        List<String> names = command.matchedPositionals().stream()
                .flatMap(positional -> positional.stringValues().stream())
                .toList();
        ConfigReader reader = new ConfigReader();
        switch (command.commandSpec().name()) {
            case "run", "explain" -> {
                if (!names.isEmpty()) {
                    reader.read(path -> Files.newInputStream(HOME.resolve(path)), names.get(0), overrides);
                }
            }
            case "continual" -> reader.readContinual(
                    path -> Files.newInputStream(HOME.resolve(path)), names.get(0), overrides);
            case "bench" -> assertThat(Benchmarks.ALL.keySet()).containsAll(names);
            default -> {}
        }
    }
}

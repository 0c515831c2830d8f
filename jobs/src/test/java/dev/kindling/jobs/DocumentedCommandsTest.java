package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kindling.jobs.bench.Benchmarks;
import dev.kindling.jobs.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Every command in the documents is one that there is: its options are known, its configuration is read with its overrides, also where
 * Spark starts it. The short ones are also run, by {@code .ci/run}.
 */
class DocumentedCommandsTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^ *|`|\\| )(?:[A-Z_]+=\\S+ )*"
            + "(scripts/kindling|(?:\\S*/)?spark-submit) ((?:[^`|\\n\\\\]|\\\\\\n)+)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** A ready configuration, wherever a reader has copied it to. */
    private static final Pattern READY = Pattern.compile("(?:.*/)?(conf/.*)");

    /** Words that stand for what a reader has. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+|spark://HOST:7077");

    /** Options of spark-submit that take no value. */
    private static final Set<String> LONE_OPTIONS = Set.of("-v", "--verbose", "--supervise");

    @TestFactory
    Stream<DynamicTest> everyDocumentedCommandCanBeRead() {
        return Documents.all().stream().flatMap(document -> commands(document).stream()
                .map(command -> dynamicTest(
                        Documents.HOME.relativize(document) + ": " + command,
                        () -> requireReadable(arguments(command)))));
    }

    @Test
    void commandsAreFoundInTheReadmeAndTheDocuments() {
        Path docs = Documents.HOME.resolve("docs");
        assertThat(commands(Documents.HOME.resolve("README.md"))).hasSizeGreaterThan(30);
        assertThat(commands(docs.resolve("quickstart.md"))).hasSizeGreaterThan(12);
        assertThat(commands(docs.resolve("learners/forward-forward.md"))).hasSize(3);
    }

    @Test
    void whatSparkStartsIsReadBehindItsOptionsAndTheJar() {
        assertThat(commands(Documents.HOME.resolve("docs/cluster-guide.md")).stream()
                        .filter(command -> command.startsWith("spark-submit"))
                        .map(DocumentedCommandsTest::arguments))
                .hasSize(2)
                .allSatisfy(arguments -> assertThat(arguments).hasSize(4).startsWith("run"));
        assertThat(arguments("scripts/kindling submit --master=yarn --supervise --num-executors 8 A.conf --resume"))
                .containsExactly("run", "A.conf", "--resume");
        assertThat(arguments("bin/spark-submit --master 'local-cluster[2,1,2048]' target/kindling.jar bench merge"))
                .containsExactly("bench", "merge");
        assertThat(arguments("spark-submit --jars kindling.jar")).isEmpty();
        assertThat(arguments("spark-submit --jars kindling.jar other.jar run")).isEmpty();
    }

    private static List<String> commands(Path document) {
        return COMMAND.matcher(Documents.text(document))
                .results()
                .map(found -> found.group(1) + " "
                        + found.group(2)
                                .replace("\\\n", " ")
                                .replaceAll("\\s+", " ")
                                .trim())
                .map(command -> command.replaceFirst("\\)$| > .*$", ""))
                .toList();
    }

    /** What Kindling itself is given; nothing where a command starts something else. */
    private static List<String> arguments(String command) {
        List<String> words = WORD.matcher(command)
                .results()
                .map(DocumentedCommandsTest::unquoted)
                .toList();
        boolean script = words.get(0).equals("scripts/kindling");
        List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
        if (!script) {
            List<String> application = behindSparkOptions(arguments);
            boolean ours = !application.isEmpty() && application.get(0).endsWith("kindling.jar");
            return ours ? application.subList(1, application.size()) : List.of();
        }
        if (arguments.get(0).equals("submit") && arguments.size() > 1) {
            List<String> run = behindSparkOptions(arguments.subList(1, arguments.size()));
            run.add(0, "run");
            return run;
        }
        return arguments;
    }

    private static List<String> behindSparkOptions(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += LONE_OPTIONS.contains(words.get(at)) || words.get(at).contains("=") ? 1 : 2;
        }
        return new ArrayList<>(words.subList(Math.min(at, words.size()), words.size()));
    }

    private static void requireReadable(List<String> arguments) throws IOException {
        arguments.stream().map(READY::matcher).filter(Matcher::matches).forEach(ready -> assertThat(
                        Documents.HOME.resolve(ready.group(1)))
                .exists());
        // scripts/cluster does the one by itself, its own tests run it; nothing is left where a jar was only named.
        if (arguments.isEmpty() || arguments.get(0).equals("cluster")) {
            return;
        }
        CommandLine kindling = new CommandLine(new Kindling()).setCaseInsensitiveEnumValuesAllowed(true);
        if (arguments.size() == 1) {
            // A command's name in a sentence, not the whole of it.
            assertThat(arguments.get(0))
                    .matches(word -> word.equals("--help")
                            || word.equals("submit")
                            || kindling.getSubcommands().containsKey(word));
            return;
        }
        boolean placeholders =
                arguments.stream().anyMatch(word -> PLACEHOLDER.matcher(word).matches());
        ParseResult parsed = kindling.parseArgs(
                arguments.stream().map(word -> word.equals("N") ? "1" : word).toArray(String[]::new));
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
                if (!names.isEmpty() && reader.isContinual(DocumentedCommandsTest::open, names.get(0), overrides)) {
                    assertThat(command.commandSpec().name()).isEqualTo("explain");
                    reader.readContinual(DocumentedCommandsTest::open, names.get(0), overrides);
                } else if (!names.isEmpty()) {
                    reader.read(DocumentedCommandsTest::open, names.get(0), overrides);
                }
            }
            case "continual" -> reader.readContinual(DocumentedCommandsTest::open, names.get(0), overrides);
            case "bench" -> assertThat(Benchmarks.ALL.keySet()).containsAll(names);
            default -> {}
        }
    }

    private static InputStream open(String path) throws IOException {
        return Files.newInputStream(Documents.HOME.resolve(READY.matcher(path).replaceFirst("$1")));
    }
}

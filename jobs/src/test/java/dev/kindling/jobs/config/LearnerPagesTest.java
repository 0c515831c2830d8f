package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.learn.Learner;
import dev.kindling.learn.hebbian.Storage;
import dev.kindling.learn.localloss.Auxiliary;
import dev.kindling.learn.localloss.LocalLoss;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.TimeSchedule;
import dev.kindling.network.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each learner has a row that names its page, and each key of each choice is on a page with its default. */
class LearnerPagesTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final ObjectMapper MAPPER = ConfigMapper.create();

    /** Where the choices within a learner are told. */
    private static final Map<Class<?>, String> PAGES = Map.of(
            Architecture.class, "networks.md",
            LocalLoss.class, "local-loss.md",
            Auxiliary.class, "auxiliaries.md",
            Embedding.class, "noprop.md",
            TimeSchedule.class, "noprop.md",
            Storage.class, "hebbian.md");

    static Stream<Arguments> choices() {
        return Stream.concat(Stream.of(Learner.class), PAGES.keySet().stream())
                .flatMap(type ->
                        ChoiceNames.family(type).defaults().keySet().stream().map(name -> Arguments.of(type, name)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("choices")
    void aChoiceIsOnItsPageWithItsKeysAndDefaults(Class<?> type, String name) throws IOException {
        Path page =
                type == Learner.class ? pageOf(name) : DOCS.resolve("learners").resolve(PAGES.get(type));
        List<String> lines = Files.readAllLines(page);
        assertThat(lines.stream().anyMatch(line -> line.contains("`" + name + "`") || line.equals("## " + name)))
                .as("%s names %s", page, name)
                .isTrue();
        List<String> own = lines.stream()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .toList();
        List<String> told = type == Learner.class || own.isEmpty() ? lines : own;
        keys(type, name).forEach((key, value) -> assertThat(told.stream().anyMatch(line -> tells(line, key, value)))
                .as("%s has %s of %s with its default, %s", page, key, name, value)
                .isTrue());
    }

    private static Path pageOf(String learner) throws IOException {
        Matcher row = Pattern.compile("(?m)^\\| \\[`" + learner + "`]\\((learners/[a-z-]+\\.md)")
                .matcher(Files.readString(DOCS.resolve("learners.md")));
        assertThat(row.find()).as("a row of %s in learners.md", learner).isTrue();
        return DOCS.resolve(row.group(1));
    }

    /** A row of its own, or a place in a list of keys. */
    private static boolean tells(String line, String key, String value) {
        return Stream.of("| `" + key + "` | ", "`" + key + "` (")
                .flatMap(before -> Stream.of(before + value, before + "`" + value + "`"))
                .anyMatch(begin -> hasWhole(line, begin));
    }

    private static boolean hasWhole(String line, String begin) {
        int at = line.indexOf(begin);
        return at >= 0 && (line + " ").substring(at + begin.length()).matches("[ ,:)].*");
    }

    /** Keys with their defaults as a page writes them; of a choice within the choice its name alone. */
    private static Map<String, String> keys(Class<?> type, String name) throws IOException {
        Family<?> family = ChoiceNames.family(type);
        String written = MAPPER.writerFor(family.type())
                .writeValueAsString(family.defaults().get(name));
        Map<String, String> keys = new LinkedHashMap<>();
        put(keys, "", MAPPER.readTree(written));
        keys.remove("type");
        return keys;
    }

    private static void put(Map<String, String> keys, String before, JsonNode section) {
        section.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            String key = before + field.getKey();
            if (value.isObject() && !value.has("type")) {
                put(keys, key + ".", value);
            } else {
                keys.put(key, written(value.isObject() ? value.get("type") : value));
            }
        });
    }

    private static String written(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(written(part)));
            return parts.toString();
        }
        return value.asText().replaceFirst("\\.0$", "");
    }
}

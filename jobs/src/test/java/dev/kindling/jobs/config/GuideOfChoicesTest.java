package dev.kindling.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.guide.Guide;
import dev.kindling.jobs.guide.GuideMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GuideOfChoicesTest {

    private static final Guide GUIDE = GuideOfChoices.read();
    private static final Pattern INTERVAL =
            Pattern.compile("in (?<open>[\\[(])(?<low>-?[\\d.e-]+), (?<high>[^\\])]+)(?<close>[\\])])");
    private static final Pattern AT_LEAST = Pattern.compile("(?:at least|>=) (?<low>\\d+)");

    private final ObjectMapper mapper = ConfigMapper.create();

    @Test
    void everyChoiceSaysWhatItIsAndEveryKeyWhatItMeansAndMayBe() {
        for (Guide.Section section : GUIDE.sections()) {
            for (Guide.Choice choice : section.choices()) {
                assertThat(choice.paragraphs())
                        .as("%s %s", section.name(), choice.name())
                        .isNotEmpty()
                        .allSatisfy(paragraph -> assertThat(paragraph).doesNotContain("{@", " ,"));
                assertThat(choice.keys())
                        .as("%s %s", section.name(), choice.name())
                        .allSatisfy(key -> {
                            assertThat(key.meaning()).isNotBlank().doesNotContain("{@", " ,");
                            assertThat(key.values()).isNotIn("a list", "any number");
                            assertThat(key.values().equals("any whole number"))
                                    .isEqualTo(key.name().equals("seed"));
                        });
            }
        }
    }

    @Test
    void theDefaultsOfTheGuideAreThoseOfTheCode() throws IOException {
        int compared = 0;
        for (Family<?> family : Choices.FAMILIES) {
            for (Guide.Choice choice : section(family).choices()) {
                if (choice.keys().stream().noneMatch(key -> key.standard().equals("required"))) {
                    StringBuilder text = new StringBuilder("type = " + choice.name() + "\n");
                    choice.keys().forEach(key -> text.append(key.name() + " = " + key.standard())
                            .append('\n'));
                    assertThat(value(family, ConfigFactory.parseString(text.toString())))
                            .as("%s %s", family.section(), choice.name())
                            .isEqualTo(family.defaults().get(choice.name()));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(80);
    }

    @Test
    void aRangeOfTheGuideIsWhatTheRecordRefusesToGoBeyond() throws JsonProcessingException {
        List<String> wrong = new ArrayList<>();
        int edges = 0;
        for (Family<?> family : Choices.FAMILIES) {
            for (Guide.Choice choice : section(family).choices()) {
                for (Guide.Key key : choice.keys()) {
                    for (Edge edge : edges(key)) {
                        edges++;
                        if (refuses(family, choice, key, edge.value()) != edge.refused()) {
                            wrong.add("%s %s: %s %s".formatted(family.section(), choice.name(), key, edge));
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(edges).isGreaterThan(200);
    }

    @Test
    void theReferenceAmongTheDocumentsIsOfThisBuild() throws IOException {
        assertThat(Path.of("../docs/configuration-reference.md"))
                .as("written by scripts/kindling list --markdown > docs/configuration-reference.md")
                .content()
                .isEqualTo(GuideMarkdown.of(GUIDE));
        assertThat(Files.readString(Path.of("../docs/configuration.md"))).contains("(configuration-reference.md)");
    }

    private static Guide.Section section(Family<?> family) {
        return GUIDE.section(family.section()).orElseThrow();
    }

    private Object value(Family<?> family, Config config) throws JsonProcessingException {
        return mapper.treeToValue(mapper.valueToTree(config.root().unwrapped()), family.type());
    }

    private record Edge(String value, boolean refused) {}

    /** What lies at the ends of a range, or just beyond; a bound that names another key is left alone. */
    private static List<Edge> edges(Guide.Key key) {
        Matcher least = AT_LEAST.matcher(key.values());
        if (least.matches()) {
            int low = Integer.parseInt(least.group("low"));
            return List.of(new Edge(Integer.toString(low), false), new Edge(Integer.toString(low - 1), true));
        }
        Matcher interval = INTERVAL.matcher(key.values());
        if (!interval.matches()) {
            return List.of();
        }
        List<Edge> edges = new ArrayList<>();
        edges.add(new Edge(interval.group("low"), interval.group("open").equals("(")));
        edges.add(new Edge("-1e30", true));
        if (interval.group("high").matches("[\\d.e-]+")) {
            edges.add(new Edge(interval.group("high"), interval.group("close").equals(")")));
            edges.add(new Edge("1e30", true));
        }
        return edges;
    }

    private boolean refuses(Family<?> family, Guide.Choice choice, Guide.Key key, String edge)
            throws JsonProcessingException {
        String whole = mapper.writerFor(family.type())
                .writeValueAsString(family.defaults().get(choice.name()));
        Config changed =
                ConfigFactory.parseString(key.name() + " = " + edge).withFallback(ConfigFactory.parseString(whole));
        try {
            value(family, changed);
            return false;
        } catch (JsonMappingException refused) {
            Throwable cause = refused;
            while (cause != null && !(cause instanceof UserMistake)) {
                cause = cause.getCause();
            }
            String last = key.name().substring(key.name().lastIndexOf('.') + 1);
            // A whole number that no int can be is refused before the record sees it.
            return cause == null || String.valueOf(cause.getMessage()).startsWith(last + " must be ");
        }
    }
}

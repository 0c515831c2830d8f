package dev.kindling.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.kindling.jobs.guide.Guide;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the guide off the registry of choices: names and defaults from it, ranges from the records' checks, meanings from their Javadoc. */
public final class GuideOfChoices {

    private static final Map<String, String> IRREGULAR =
            Map.of("data", "datasets", "keys", "keys", "loss", "losses", "stragglers", "stragglers");

    /** What has no default; the values are examples. */
    private static final String REQUIRED =
            "rounds = 1, clients = 1, data = glyphs, learner = backprop, algorithm = fedavg, scenario = class-incremental";

    private final ObjectMapper mapper = ConfigMapper.create();

    private GuideOfChoices() {}

    /** The guide to this build. */
    public static Guide read() {
        GuideOfChoices reader = new GuideOfChoices();
        Guide.Section experiments = new Guide.Section(
                "experiment",
                "experiments",
                List.of(
                        reader.experiment("run", RunConfig.class, "defaults.conf", ""),
                        reader.experiment("continual with a head", HeadConfig.class, "continual-defaults.conf", ""),
                        reader.experiment(
                                "continual with a strategy",
                                StrategyConfig.class,
                                "strategy-defaults.conf",
                                "strategy = fine-tune")));
        return new Guide(
                Stream.concat(Stream.of(experiments), Choices.FAMILIES.stream().map(reader::section))
                        .toList());
    }

    private Guide.Choice experiment(String name, Class<? extends Record> type, String defaults, String more) {
        Config standard = ConfigFactory.parseResources(GuideOfChoices.class.getClassLoader(), defaults);
        Config whole = ConfigFactory.parseString(more)
                .withFallback(standard)
                .withFallback(ConfigFactory.parseString(REQUIRED))
                .resolve();
        Set<String> known = Set.copyOf(
                Stream.of(type.getRecordComponents()).map(KeyName::of).toList());
        Map<String, Object> tree = new TreeMap<>(whole.root().unwrapped());
        tree.keySet().retainAll(known);
        try {
            Record example = mapper.treeToValue(mapper.valueToTree(tree), type);
            Set<String> required = new TreeSet<>(known);
            required.removeAll(standard.root().keySet());
            return new Guide.Choice(name, Documentation.paragraphs(type), keys("", example, required));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(defaults + " and the registry must fit together", impossible);
        }
    }

    private Guide.Section section(Family<?> family) {
        List<Guide.Choice> choices = family.defaults().entrySet().stream()
                .map(entry -> choice(
                        entry.getKey(),
                        (Record) entry.getValue(),
                        family.required().getOrDefault(entry.getKey(), Set.of())))
                .toList();
        return new Guide.Section(family.section(), plural(family.section()), choices);
    }

    private static String plural(String name) {
        String regular = name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
        return IRREGULAR.getOrDefault(name, regular);
    }

    private Guide.Choice choice(String name, Record standard, Set<String> required) {
        return new Guide.Choice(name, Documentation.paragraphs(standard.getClass()), keys("", standard, required));
    }

    private List<Guide.Key> keys(String prefix, Record standard, Set<String> required) {
        List<Guide.Key> keys = new ArrayList<>();
        for (RecordComponent component : standard.getClass().getRecordComponents()) {
            String name = KeyName.of(component);
            Object value = KeyRange.read(component, standard);
            Optional<Family<?>> family = family(component.getType());
            Optional<Family<?>> listed = listed(component);
            if (value instanceof Record nested && family.isEmpty()) {
                keys.addAll(keys(prefix + name + ".", nested, Set.of()));
            } else {
                keys.add(new Guide.Key(
                        prefix + name,
                        required.contains(name) ? "required" : text(value),
                        family.map(choices -> "one of " + plural(choices.section()))
                                .or(() -> listed.map(choices -> "a list of " + plural(choices.section())))
                                .orElseGet(() -> KeyRange.of(standard, component)),
                        Documentation.component(standard.getClass(), component.getName())));
            }
        }
        return keys;
    }

    /** What a list holds, if that is a choice. */
    private static Optional<Family<?>> listed(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? family(element)
                : Optional.empty();
    }

    private static Optional<Family<?>> family(Class<?> type) {
        return Choices.FAMILIES.stream().filter(family -> family.type() == type).findFirst();
    }

    /** As one would write it; a choice with nothing but defaults is its name. */
    private String text(Object value) {
        JsonNode tree = mapper.valueToTree(value);
        return family(value).map(family -> chosen(family, value, tree)).orElseGet(() -> hocon(tree));
    }

    private String chosen(Family<?> family, Object value, JsonNode tree) {
        String name = family.nameOf(value).orElseThrow();
        boolean plain = value.equals(family.defaults().get(name));
        return plain ? name : hocon(tree);
    }

    private static Optional<Family<?>> family(Object value) {
        return Choices.FAMILIES.stream()
                .filter(family ->
                        family.type().isInstance(value) && family.nameOf(value).isPresent())
                .findFirst();
    }

    private static String hocon(JsonNode tree) {
        if (tree.isObject()) {
            return tree.properties().stream()
                    .map(field -> field.getKey() + " = " + hocon(field.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (tree.isArray()) {
            return StreamSupport.stream(tree.spliterator(), false)
                    .map(GuideOfChoices::hocon)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        boolean plain = !tree.isTextual() || tree.asText().matches("[\\w.-]+");
        return plain ? tree.asText() : ConfigUtil.quoteString(tree.asText());
    }
}

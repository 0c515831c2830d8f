package dev.kindling.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a HOCON file, the overrides of the command line over it and the defaults under it, into a {@link RunConfig}. */
public final class ConfigReader {

    private static final Pattern MISSING = Pattern.compile("(Missing|Null value for) (required )?creator property");

    /** A key with a value that HOCON takes for nested keys, or for a comment from the slashes on. */
    private static final Pattern ADDRESS = Pattern.compile("([\\w.-]+\\s*=)\\s*([^\"\\[{$\\s].*?(?::|//).*|:.*)");

    private static final int MOST_BYTES = 1 << 20;

    /** What is put in again where {@code ${name}} or {@code +=} stands may hold such places itself: 16 make 324 times the text. */
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{|\\+=");

    private static final int MOST_SUBSTITUTIONS = 16;
    private static final int MOST_LETTERS_TO_SUBSTITUTE = 1 << 16;

    private static final List<String> OF_A_HEAD = List.of("head", "grid-bits", "without-clients", "without-classes");
    private static final List<String> OF_A_STRATEGY = List.of("learner", "algorithm", "merge", "rounds", "cohort");

    /** Keys of a run that do not change the model. */
    public static final List<String> NOT_DECIDING = List.of(
            "partitions",
            "evaluate-every",
            "checkpoint-every",
            "keep-checkpoints",
            "on-bad-client",
            "round-attempts",
            "tracking");

    private final ObjectMapper mapper = ConfigMapper.create();
    private final Redaction redaction = Redaction.ofProcess();

    /**
     * Reads an experiment.
     *
     * @param overrides "key=value" each, the value in HOCON
     * @throws UserMistake if a key is unknown, missing or out of range
     */
    public RunConfig read(Storage storage, String path, List<String> overrides) throws IOException {
        return map(overridesOf(overrides).withFallback(parse(textOf(storage, path), path)), path);
    }

    /** Reads an experiment of continual learning, as {@link #read} does. */
    public ContinualConfig readContinual(Storage storage, String path, List<String> overrides) throws IOException {
        return continual(overridesOf(overrides).withFallback(parse(textOf(storage, path), path)), path);
    }

    /** An experiment of continual learning from what {@link #write} wrote. */
    public ContinualConfig readContinualAgain(String text, String where, List<String> overrides) {
        return continual(overridesOf(overrides).withFallback(parse(text, where, ConfigSyntax.JSON)), where);
    }

    private ContinualConfig continual(Config given, String where) {
        if (given(given, "schedule")) {
            throw new UserMistake(
                    where + ": schedule belongs to kindling run; strategies train all blocks together and exact"
                            + " heads have none; leave it out");
        }
        boolean byStrategy = given(given, "strategy");
        for (String key : byStrategy ? OF_A_HEAD : OF_A_STRATEGY) {
            if (given(given, key)) {
                throw new UserMistake(
                        where + ": " + key
                                + (byStrategy
                                        ? " belongs to an exact head, but strategy trains a network; leave one of the two out"
                                        : " belongs to a strategy, but none is given; add strategy = fine-tune, or leave it out"));
            }
        }
        return byStrategy
                ? map(given, where, StrategyConfig.class, "strategy-defaults.conf")
                : map(given.withoutPath("strategy"), where, HeadConfig.class, "continual-defaults.conf");
    }

    /** Whether a key is there with a value; one that {@code -D} set to null is not. */
    private static boolean given(Config config, String key) {
        ConfigValue value = config.root().get(key);
        return value != null && value.valueType() != ConfigValueType.NULL;
    }

    /**
     * An experiment from what {@link #write} wrote.
     *
     * @param data a data section to put in the place of the written one, as HOCON; null to keep that
     * @param overrides as for {@link #read}
     */
    public RunConfig readAgain(String text, String where, @Nullable String data, List<String> overrides) {
        // What Kindling wrote is JSON; a file that is not may come from anybody, and asks for no variables of this
        // machine.
        Config written = parse(text, where, ConfigSyntax.JSON);
        if (data != null) {
            String section = data.matches("[\\w-]+") ? "data = " + data : "data { " + data + " }";
            written = parse(section, "--data " + data).withFallback(written.withoutPath("data"));
        }
        return map(overridesOf(overrides).withFallback(written), where);
    }

    /** Another experiment: this one with overrides, as for {@link #read}, laid over all that it says. */
    public RunConfig readOver(RunConfig config, String where, List<String> overrides) {
        String text = mapper.<ObjectNode>valueToTree(config).toString();
        return map(overridesOf(overrides).withFallback(parse(text, where, ConfigSyntax.JSON)), where);
    }

    private RunConfig map(Config given, String where) {
        return map(given, where, RunConfig.class, "defaults.conf");
    }

    private <T> T map(Config given, String where, Class<T> type, String defaults) {
        Config config =
                given.withFallback(ConfigFactory.parseResources(getClass().getClassLoader(), defaults));
        try {
            ObjectNode tree = mapper.valueToTree(config.resolve().root().unwrapped());
            return mapper.treeToValue(tree, type);
        } catch (ConfigException unresolved) {
            // The message begins with the file, or the override, and the line.
            throw new UserMistake(oneLine(Objects.requireNonNullElse(unresolved.getMessage(), where)), unresolved);
        } catch (JsonMappingException wrong) {
            throw explain(wrong, where);
        } catch (JsonProcessingException broken) {
            throw new UserMistake(where + ": " + oneLine(broken.getOriginalMessage()), broken);
        } catch (StackOverflowError endless) {
            throw tooDeep(where);
        }
    }

    /** The whole experiment, every default written out but no secrets, as JSON, which is HOCON too. */
    public String write(RunConfig config) {
        return written(config);
    }

    /** The same for an experiment of continual learning. */
    public String write(ContinualConfig config) {
        return written(config);
    }

    private String written(Object config) {
        try {
            return mapper.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(redaction.tree(mapper.<ObjectNode>valueToTree(config)))
                    + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a configuration that was read can be written", impossible);
        }
    }

    /** Every setting of {@link #write} by its whole name, e.g. {@code algorithm.optimizer.rate}; lists as JSON. */
    public Map<String, String> settings(RunConfig config) {
        return flat(config);
    }

    /** The same for an experiment of continual learning. */
    public Map<String, String> settings(ContinualConfig config) {
        return flat(config);
    }

    private Map<String, String> flat(Object config) {
        Map<String, String> settings = new LinkedHashMap<>();
        flatten("", redaction.tree(mapper.<ObjectNode>valueToTree(config)), settings);
        return settings;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> settings) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), settings));
        } else {
            settings.put(path, node.isTextual() ? node.textValue() : node.toString());
        }
    }

    /** What decides the model: the experiment without the keys that no result depends on. */
    public String fingerprintText(RunConfig config) {
        return deciding(config).toString();
    }

    /** Where two experiments first differ in what decides the model, e.g. "seed: expected 1, found 2"; empty if nowhere. */
    public String difference(RunConfig expected, RunConfig found) {
        return Difference.between(deciding(expected), deciding(found));
    }

    /** As for runs; here what is evaluated when counts too. */
    public String difference(ContinualConfig expected, ContinualConfig found) {
        return Difference.between(deciding(expected), deciding(found));
    }

    private ObjectNode deciding(ContinualConfig config) {
        ObjectNode tree = redaction.tree(mapper.<ObjectNode>valueToTree(config));
        tree.remove(List.of("partitions", "checkpoint-every", "tracking"));
        return tree;
    }

    private ObjectNode deciding(RunConfig config) {
        ObjectNode tree = redaction.tree(mapper.<ObjectNode>valueToTree(config));
        tree.remove(NOT_DECIDING);
        // So that runs from before there was this key still go on.
        if (config.start() instanceof StartSource.Fresh) {
            tree.remove("start");
        }
        return tree;
    }

    private static Config overridesOf(List<String> overrides) {
        Config all = ConfigFactory.empty();
        for (String override : overrides) {
            if (override.indexOf('=') < 1) {
                throw new UserMistake("-D " + override + ": expected key=value, e.g. -D rounds=20");
            }
            Matcher address = ADDRESS.matcher(override);
            String hocon = address.matches() ? address.group(1) + ConfigUtil.quoteString(address.group(2)) : override;
            all = parse(hocon, "-D " + override).withFallback(all);
        }
        return all;
    }

    private static Config parse(String text, String where) {
        return parse(text, where, ConfigSyntax.CONF);
    }

    private static Config parse(String text, String where, ConfigSyntax syntax) {
        if (syntax != ConfigSyntax.JSON) {
            requireFewSubstitutions(text, where);
        }
        ConfigParseOptions options = ConfigParseOptions.defaults()
                .setOriginDescription(where)
                .setSyntax(syntax)
                .setIncluder(new NoIncludes(where));
        try {
            return ConfigFactory.parseString(text, options);
        } catch (ConfigException broken) {
            throw new UserMistake(oneLine(Objects.requireNonNullElse(broken.getMessage(), where)), broken);
        } catch (StackOverflowError endless) {
            throw tooDeep(where);
        }
    }

    private static void requireFewSubstitutions(String text, String where) {
        long count = SUBSTITUTION.matcher(text).results().count();
        if (count > MOST_SUBSTITUTIONS || (count > 0 && text.length() > MOST_LETTERS_TO_SUBSTITUTE)) {
            throw UserMistake.of(
                    "configuration",
                    "at most " + MOST_SUBSTITUTIONS + " substitutions, in at most " + MOST_LETTERS_TO_SUBSTITUTE
                            + " characters",
                    count + " in " + text.length(),
                    where,
                    "write some values out");
        }
    }

    private static UserMistake tooDeep(String where) {
        return UserMistake.of("configuration", "a few levels of sections", "endless ones", where, "close the brackets");
    }

    private static String textOf(Storage storage, String path) throws IOException {
        try (InputStream in = storage.open(path)) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw UserMistake.of(
                        "configuration", "at most " + MOST_BYTES + " bytes", "more", path, "give a HOCON file");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (FileNotFoundException missing) {
            throw new UserMistake("no such configuration: " + path + "; the ready ones are in conf/", missing);
        }
    }

    private static UserMistake explain(JsonMappingException wrong, String where) {
        Throwable cause = wrong;
        while (cause != null) {
            if (cause instanceof UserMistake mistake) {
                return new UserMistake(place(where, wrong) + mistake.getMessage(), wrong);
            }
            cause = cause.getCause();
        }
        String text = oneLine(Objects.requireNonNullElse(wrong.getOriginalMessage(), ""));
        if (MISSING.matcher(text).lookingAt()) {
            String key = keyOf(wrong);
            return new UserMistake(
                    where + ": missing key " + key + "; add it to the file or give -D " + key + "=...", wrong);
        }
        return new UserMistake(place(where, wrong) + reason(wrong), wrong);
    }

    private static String place(String where, JsonMappingException wrong) {
        String key = keyOf(wrong);
        return key.isEmpty() ? where + ": " : where + ", " + key + ": ";
    }

    private static String keyOf(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String reason(JsonMappingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds() == null
                    ? List.of()
                    : unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList();
            return "unknown key" + NearName.hint(unknown.getPropertyName(), known) + " (known here: "
                    + String.join(", ", known) + ")";
        }
        if (wrong instanceof InvalidFormatException invalid) {
            Class<?> type = invalid.getTargetType();
            String expected = type.isEnum()
                    ? "one of "
                            + List.of(type.getEnumConstants())
                                    .toString()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', '-')
                    : kind(type);
            return "expected " + expected + " but was \"" + invalid.getValue() + "\"";
        }
        if (wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + kind(mismatch.getTargetType()) + " but was something else";
        }
        return oneLine(wrong.getOriginalMessage());
    }

    private static String kind(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "float", "Double", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "List" -> "a list";
            case "String" -> "text";
            default -> "a section";
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}

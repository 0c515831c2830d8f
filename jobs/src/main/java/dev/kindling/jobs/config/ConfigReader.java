package dev.kindling.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.redact.Redaction;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a HOCON file, the overrides of the command line over it and the defaults under it, into a {@link RunConfig}. */
public final class ConfigReader {

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
        return map(HoconText.read(storage, path, overrides), path);
    }

    /** Reads an experiment of continual learning, as {@link #read} does. */
    public ContinualConfig readContinual(Storage storage, String path, List<String> overrides) throws IOException {
        return continual(HoconText.read(storage, path, overrides), path);
    }

    /** Whether a file describes continual learning: it has a scenario, as no other experiment does. */
    public boolean isContinual(Storage storage, String path, List<String> overrides) throws IOException {
        return given(HoconText.read(storage, path, overrides), "scenario");
    }

    /** An experiment of continual learning from what {@link #write} wrote. */
    public ContinualConfig readContinualAgain(String text, String where, List<String> overrides) {
        return continual(
                HoconText.overrides(overrides).withFallback(HoconText.parse(text, where, ConfigSyntax.JSON)), where);
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
        Config written = HoconText.parse(text, where, ConfigSyntax.JSON);
        if (data != null) {
            String section = data.matches("[\\w-]+") ? "data = " + data : "data { " + data + " }";
            written = HoconText.parse(section, "--data " + data).withFallback(written.withoutPath("data"));
        }
        return map(HoconText.overrides(overrides).withFallback(written), where);
    }

    /** Another experiment: this one with overrides, as for {@link #read}, laid over all that it says. */
    public RunConfig readOver(RunConfig config, String where, List<String> overrides) {
        String text = mapper.<ObjectNode>valueToTree(config).toString();
        return map(HoconText.overrides(overrides).withFallback(HoconText.parse(text, where, ConfigSyntax.JSON)), where);
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
            throw new UserMistake(
                    WrongSetting.oneLine(Objects.requireNonNullElse(unresolved.getMessage(), where)), unresolved);
        } catch (JsonMappingException wrong) {
            throw WrongSetting.explain(wrong, where);
        } catch (JsonProcessingException broken) {
            throw new UserMistake(where + ": " + WrongSetting.oneLine(broken.getOriginalMessage()), broken);
        } catch (StackOverflowError endless) {
            throw HoconText.tooDeep(where);
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
        // The last two are what a run that a bad client ended goes on with.
        tree.remove(List.of("partitions", "checkpoint-every", "tracking", "on-bad-client", "round-attempts"));
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
}

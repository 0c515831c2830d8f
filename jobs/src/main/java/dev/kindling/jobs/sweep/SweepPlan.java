package dev.kindling.jobs.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.Difference;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.jobs.redact.Redaction;
import dev.kindling.jobs.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All runs of a sweep, read and checked before the first of them begins.
 *
 * @param measuredOn validation or test
 * @param seeds of each trial's runs
 * @param stopEarly whether runs may be stopped
 * @param trials what is tried
 * @param written sweep-plan.json: all that decides the results
 */
public record SweepPlan(
        String measuredOn, List<Long> seeds, boolean stopEarly, List<Trial> trials, ObjectNode written) {

    private static final String FILE = "sweep-plan.json";
    private static final int FORMAT_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    public SweepPlan {
        seeds = List.copyOf(seeds);
        trials = List.copyOf(trials);
    }

    /**
     * Reads the configuration of each run.
     *
     * @param overrides "key=value" each, laid over the configuration of every trial
     * @throws UserMistake if the configuration or the settings cannot be, or no trial can
     */
    public static SweepPlan of(Storage storage, String conf, List<String> overrides, SweepSettings settings)
            throws IOException {
        ConfigReader configs = new ConfigReader();
        RunConfig given = configs.read(storage, conf, overrides);
        RunConfig config = measured(given, overrides, settings)
                .map(override -> configs.readOver(given, conf, List.of(override)))
                .orElse(given);
        SettingNames names = new SettingNames(configs.settings(config).keySet());
        Search search = new Search(
                settings.axes().stream().map(axis -> Axis.parse(axis, names)).toList(),
                settings.random(),
                settings.searchSeed());
        List<Long> seeds = settings.seeds().isEmpty() ? List.of(config.seed()) : settings.seeds();
        List<Trial> trials = new ArrayList<>();
        for (Map<String, String> chosen : search.trials()) {
            trials.add(trial(trials.size() + 1, chosen, search, seeds, config, conf));
        }
        if (trials.stream().allMatch(trial -> trial.refusal() != null)) {
            throw new UserMistake(
                    "no trial can be run; the first: " + trials.get(0).refusal());
        }
        return new SweepPlan(
                config.measuredOn(),
                seeds,
                settings.stopEarly(),
                trials,
                written(configs, config, search, seeds, settings.stopEarly()));
    }

    /** What makes runs measure where they are to be ranked. */
    private static Optional<String> measured(RunConfig given, List<String> overrides, SweepSettings settings) {
        if (settings.rankOnTest()) {
            return Optional.of("validation=0");
        }
        if (given.validation() > 0) {
            return Optional.empty();
        }
        if (overrides.stream().anyMatch(override -> override.replace(" ", "").startsWith("validation="))) {
            throw new UserMistake("-D validation=0: settings chosen on the test split have no honest result on it;"
                    + " leave it out to rank by a validation share, or say --rank-on test");
        }
        return Optional.of("validation=" + settings.validation());
    }

    private static Trial trial(
            int number, Map<String, String> chosen, Search search, List<Long> seeds, RunConfig config, String conf) {
        List<String> overrides = new ArrayList<>();
        for (Axis axis : search.axes()) {
            overrides.add(axis.key() + "=" + Objects.requireNonNull(chosen.get(axis.name())));
        }
        List<RunConfig> runs = new ArrayList<>();
        try {
            for (long seed : seeds) {
                List<String> all = new ArrayList<>(overrides);
                all.add("seed=" + seed);
                runs.add(new ConfigReader().readOver(config, conf, all));
            }
        } catch (UserMistake refused) {
            return new Trial(
                    number, chosen, List.of(), Redaction.ofProcess().text(String.valueOf(refused.getMessage())));
        }
        return new Trial(number, chosen, runs, null);
    }

    private static ObjectNode written(
            ConfigReader configs, RunConfig config, Search search, List<Long> seeds, boolean stopEarly)
            throws JsonProcessingException {
        ObjectNode plan = JSON.createObjectNode()
                .put("format-version", FORMAT_VERSION)
                .put("measured-on", config.measuredOn())
                .put("stop-early", stopEarly)
                .put("random", search.random())
                .put("search-seed", search.seed());
        ArrayNode allSeeds = plan.putArray("seeds");
        seeds.forEach(allSeeds::add);
        ObjectNode axes = plan.putObject("axes");
        search.axes().forEach(axis -> axes.put(axis.key(), axis.name() + "=" + axis.text()));
        ObjectNode deciding = (ObjectNode) JSON.readTree(configs.fingerprintText(config));
        deciding.remove("seed");
        plan.set("configuration", deciding.put("evaluate-every", config.evaluateEvery()));
        return Redaction.ofProcess().tree(plan);
    }

    /**
     * Refuses a folder that cannot be this sweep's; writes nothing.
     *
     * @throws UserMistake if it holds something else, or a sweep that is not gone on with
     */
    public void requireFits(RunFolder folder, boolean resume) throws IOException {
        if (!folder.holds(FILE)) {
            if (resume) {
                throw new UserMistake("no sweep in " + folder + ": it has no " + FILE
                        + "; give the folder a sweep was written to, or leave --resume out");
            }
            folder.requireEmpty();
            return;
        }
        String difference = difference(JSON.readTree(folder.readText(FILE)));
        if (difference != null) {
            throw new UserMistake("the folder holds a sweep of other settings: " + difference + ", in "
                    + folder.file(FILE) + "; give those, or another --out");
        }
        if (!resume) {
            throw new UserMistake("the folder " + folder
                    + " holds this sweep already; give --resume to go on with it, or another --out");
        }
    }

    /** Makes the folder this sweep's. */
    void write(RunFolder folder) throws IOException {
        if (!folder.holds(FILE)) {
            folder.writeText(FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
        }
    }

    private @Nullable String difference(JsonNode before) {
        // Numbers that were not read from text have types of their own.
        String difference = Difference.between(before, readAgain());
        return difference.isEmpty() ? null : difference;
    }

    private JsonNode readAgain() {
        try {
            return JSON.readTree(written.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was written can be read", impossible);
        }
    }
}

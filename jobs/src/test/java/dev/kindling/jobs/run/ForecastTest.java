package dev.kindling.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.data.Storage;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.RoundMethod;
import dev.kindling.jobs.config.ChoiceNames;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.config.RunConfig;
import dev.kindling.learn.Learner;
import dev.kindling.learn.closedform.ClosedFormLearner;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forecasts of runs that are never begun. */
class ForecastTest {

    private static final String EXPERIMENT =
            """
            clients = 2
            measure = MEASURE
            data { type = glyphs, classes = 3, writers = 2, train-per-writer = 24, test-per-writer = 6 }
            """;

    private static final String OF_EPISODES = "prototypical";

    /** Of these the defaults have up to twenty million parameters. */
    private static final Map<String, List<String>> SMALLER = Map.of(
            "network { type = conv, channels = 2, blocks = 2 }",
            List.of("noprop", "noprop-ct", "noprop-fm", "local-loss", "self-contrast", "cafo"),
            "hidden = [8, 8]",
            List.of("forward-forward", "forward-projection", "counter-current", "local-sven"));

    private static final Map<String, String> SMALL = Map.of(
            "fedavg", "{ type = fedavg, batch = 2 }",
            "fedsgd", "{ type = fedsgd, chunk = 2 }",
            "episodes", "{ type = episodes, ways = 2, per-class = 3 }");

    @Test
    void everyLearnerHasAForecastUnderEachAlgorithmThatItAllows() throws IOException {
        HadoopStorage files = new HadoopStorage(new Configuration(), "");
        Map<String, List<String>> forecast = new LinkedHashMap<>();
        for (String learner : names(Learner.class)) {
            for (String algorithm : names(RoundMethod.class)) {
                RunConfig config = config(learner, algorithm);
                if (config != null && isTrained(learner, algorithm)) {
                    Forecast found = Forecast.of(config, files, new Configuration());
                    assertThat(found.taskBytes().orElseThrow())
                            .as(learner + " by " + algorithm)
                            .isGreaterThan(found.modelBytes() / 2);
                    assertThat(found.executorBytes(2).orElseThrow())
                            .isGreaterThan(2 * found.taskBytes().orElseThrow());
                    forecast.computeIfAbsent(algorithm, name -> new ArrayList<>())
                            .add(learner);
                }
            }
        }
        List<String> solved = List.of("cafo", "forward-projection", "hebbian");
        List<String> trained = new ArrayList<>(List.of(names(Learner.class)));
        trained.removeAll(solved);
        List<String> onBatches = new ArrayList<>(trained);
        onBatches.remove(OF_EPISODES);
        assertThat(forecast)
                .containsOnlyKeys(names(RoundMethod.class))
                .containsEntry("closed-form", solved)
                .containsEntry("fedavg", onBatches)
                .containsEntry("fedsgd", onBatches)
                .containsEntry("episodes", trained);
    }

    /** A batch of shuffled examples is no episode, which explain says as a run would. */
    private static boolean isTrained(String learner, String algorithm) {
        return !learner.equals(OF_EPISODES) || algorithm.equals("episodes");
    }

    private static String[] names(Class<?> family) {
        return ChoiceNames.of(family).split(", ", -1);
    }

    /** Null where a run would be refused. */
    private static @Nullable RunConfig config(String learner, String algorithm) throws IOException {
        String accuracy =
                read(learner, algorithm, "accuracy", 60) == null ? "{ type = episodes, ways = 2 }" : "accuracy";
        RunConfig config = read(learner, algorithm, accuracy, 60);
        for (int rounds = 1; config == null && rounds <= 8; rounds++) {
            // In closed form there are as many as the learner has stages.
            config = read(learner, algorithm, "accuracy", rounds);
            assertThat(config == null || config.learner() instanceof ClosedFormLearner)
                    .as(learner)
                    .isTrue();
        }
        return config;
    }

    private static String small(String learner) {
        return SMALLER.entrySet().stream()
                .filter(entry -> entry.getValue().contains(learner))
                .map(entry -> "{ type = " + learner + ", " + entry.getKey() + " }")
                .findFirst()
                .orElse(learner);
    }

    private static @Nullable RunConfig read(String learner, String algorithm, String measure, int rounds)
            throws IOException {
        String text = EXPERIMENT.replace("MEASURE", measure) + "rounds = " + rounds + "\nlearner = "
                + small(learner)
                + "\nalgorithm = " + SMALL.getOrDefault(algorithm, algorithm) + "\n";
        Storage one = path -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try {
            return new ConfigReader().read(one, "small.conf", List.of());
        } catch (UserMistake refused) {
            return null;
        }
    }
}

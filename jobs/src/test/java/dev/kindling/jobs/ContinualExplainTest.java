package dev.kindling.jobs;

import static dev.kindling.jobs.ContinualSession.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.jobs.config.ChoiceNames;
import dev.kindling.jobs.config.ConfigReader;
import dev.kindling.jobs.continual.ContinualForecast;
import dev.kindling.jobs.continual.ContinualForecast.Experience;
import dev.kindling.jobs.continual.ContinualForecast.Network;
import dev.kindling.spark.storage.HadoopStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kindling explain} foretells of continual learning, and what {@code kindling continual} then does. */
class ContinualExplainTest {

    private static final String DATA =
            """
            clients = 3
            data { type = glyphs, classes = 6, writers = 4, train-per-writer = 18, test-per-writer = 6 }
            """;

    private static final String NETWORK = DATA
            + """
            learner { type = backprop, hidden = [8] }
            algorithm { type = fedavg, batch = 8, optimizer { type = adam, rate = 0.003 } }
            """;

    private static final String CLASSES = "scenario { type = class-incremental, experiences = 3 }\n";
    private static final String DOMAINS = "scenario { type = domain-incremental, experiences = 2, repeat = false }\n";
    private static final String MISSIONS =
            "scenario { type = reconnaissance, base-classes = 3, classes-per-client = 1, images-per-class = 5,"
                    + " missions = 2, query = most-uncertain }\n";

    private static ContinualForecast forecast(String experiment) throws IOException {
        return ContinualForecast.of(
                new ConfigReader()
                        .readContinual(
                                path -> new ByteArrayInputStream(experiment.getBytes(StandardCharsets.UTF_8)),
                                "continual.conf",
                                List.of()),
                new HadoopStorage(new Configuration(), ""),
                new Configuration());
    }

    @Test
    void aHeadSendsWhatWasForetold(@TempDir Path folder) throws IOException {
        requireForetold(
                folder,
                DATA + MISSIONS + "head = slda\nwithout-clients = [1]\nwithout-classes = [4]\n"
                        + "encoder { type = random, network { type = conv, channels = 4, blocks = 3 } }\n");
    }

    @Test
    void aNetworkThatMeasuresItsParametersSendsWhatWasForetold(@TempDir Path folder) throws IOException {
        requireForetold(folder, NETWORK + MISSIONS + "strategy = ewc\nrounds = 2\ncohort = 2\n");
    }

    @Test
    void aNetworkWithAMemorySendsWhatWasForetold(@TempDir Path folder) throws IOException {
        requireForetold(folder, NETWORK + DOMAINS + "strategy { type = gdumb, memory = 12, rounds = 2 }\n");
    }

    @Test
    void aNetworkThatLearnsEverythingAnewSendsWhatWasForetold(@TempDir Path folder) throws IOException {
        requireForetold(folder, NETWORK + CLASSES + "strategy = joint\nevaluate-every = 2\n");
    }

    private static void requireForetold(Path folder, String experiment) throws IOException {
        ContinualForecast foretold = forecast(experiment);
        ContinualSession session = ContinualSession.of(folder, experiment);
        JsonNode summary = session.summary("run");

        List<Experience> reported = new ArrayList<>();
        for (JsonNode line : session.metrics("run")) {
            reported.add(new Experience(
                    // What it brings is in no report.
                    foretold.experiences().get(reported.size()).classes(),
                    line.get("examples").asInt(),
                    line.get("clients").asInt(),
                    line.get("bytesUp").asLong(),
                    line.get("bytesUpFedAvg").asLong()));
        }
        assertThat(foretold.experiences()).isEqualTo(reported);
        assertThat(foretold.bytesUp())
                .isEqualTo(summary.get("bytesUp").asLong())
                .isPositive();
        assertThat(foretold.baseExamples()
                        + foretold.experiences().stream()
                                .mapToInt(Experience::examples)
                                .sum())
                .isEqualTo(summary.get("examples").asInt());
    }

    @Test
    void everyStrategyHasAForecast() throws IOException {
        for (String strategy : ChoiceNames.of(Strategy.class).split(", ", -1)) {
            String learner = strategy.equals("prototype-relation")
                    ? "learner = null\nlearner { type = prototype-contrast }\n"
                    : "";
            ContinualForecast forecast =
                    forecast(NETWORK + learner + CLASSES + "strategy { type = " + strategy + " }\nmerge = median\n");
            Network network = (Network) forecast.learning();

            long model =
                    4L * network.blocks().stream().mapToInt(Integer::intValue).sum();
            assertThat(network.modelBytes())
                    .as(strategy)
                    .isEqualTo(strategy.equals("synaptic-intelligence") ? 2 * model : model);
            // Beside the model before and the memory: an importance of each parameter, or a mean of 8 features a class.
            assertThat(network.carriedBytes() - model - network.memoryBytes())
                    .as(strategy)
                    .isEqualTo(
                            switch (strategy) {
                                case "ewc", "synaptic-intelligence" -> model;
                                case "icarl" -> 4 * 6 * 8;
                                default -> 0;
                            });
            assertThat(network.taskBytes()).as(strategy).isGreaterThan(model);
            // 72 examples of 784 pixels, a label and 16 bytes; of one with outputs 6 more numbers.
            assertThat(network.memoryBytes())
                    .as(strategy)
                    .isEqualTo(
                            switch (strategy) {
                                case "dark-experience-replay" -> 72 * (784 + 20 + 24);
                                case "experience-replay", "gdumb", "icarl" -> 72 * (784 + 20);
                                default -> 0;
                            });
        }
    }

    @Test
    void aFileWithAScenarioIsExplainedAsContinualLearning(@TempDir Path folder) throws IOException {
        ContinualSession session = ContinualSession.of(folder, DATA + CLASSES + "head = slda\n");
        Answer head = CommandLineSession.kindling("explain", session.conf().toString(), "--cores", "4");
        assertThat(head.exit()).as(head.err()).isZero();
        assertThat(head.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
        // Counts and sums of 6 classes, a refusal, a bound, and the triangle of 784 values.
        long words = 6 + 1 + 2 + 6 * 784 + 784 * 785 / 2;
        assertThat(head.out().replaceAll("\\s+", " "))
                .contains("glyphs: 72 training examples, 24 of the test split")
                .contains("class-incremental: no base; 3 experiences with 2 classes, 24 examples and 3 clients each")
                .contains("pixels: 784 values an example, 0 frozen parameters")
                .contains(String.format(java.util.Locale.ROOT, "slda: sums of 6 classes, %,d numbers", words))
                .contains("the sums are 2.5 MB: a task holds them once, an executor of 4 cores 10.0 MB");

        Answer network = CommandLineSession.kindling(
                "explain",
                ContinualSession.of(folder, NETWORK + CLASSES + "strategy = experience-replay\n")
                        .conf()
                        .toString());
        assertThat(network.out().replaceAll("\\s+", " "))
                .contains("experience-replay: 1 round of fedavg in an experience; keeps 72 examples in the end")
                .contains("backprop: 6,334 parameters in 1 block")
                .contains("an executor of 1 core with what it is sent ");
    }

    @Test
    void whatARunWouldRefuseIsRefused(@TempDir Path folder) throws IOException {
        String conf = ContinualSession.of(folder, NETWORK + CLASSES + "strategy { type = gdumb, memory = 5 }\n")
                .conf()
                .toString();
        assertRefused(CommandLineSession.kindling("explain", conf), "memory must be at least 6");
        assertRefused(
                CommandLineSession.kindling("explain", conf, "-D", "scenario.experiences=7"),
                "more experiences than classes");
        assertRefused(CommandLineSession.kindling("explain", conf, "-D", "head=slda"), "head belongs to an exact head");
        assertRefused(CommandLineSession.kindling("explain", conf, "--cores", "0"), "--cores must be at least 1");

        String domains = ContinualSession.of(folder, DATA + DOMAINS + "scenario.domain = groups\nhead = slda\n")
                .conf()
                .toString();
        assertRefused(CommandLineSession.kindling("explain", domains), "found domains of groups");
        Path rows = Files.writeString(folder.resolve("rows.csv"), "length,kind\n1.5,0\n2.5,1\n");
        String keys = ContinualSession.of(
                        folder,
                        DATA
                                + CLASSES
                                + String.format(
                                        "head { type = key-value-bottleneck, keys { type = data-set, data { type = csv,"
                                                + " label = kind, train = \"%1$s\", test = \"%1$s\" } } }%n",
                                        rows))
                .conf()
                .toString();
        assertRefused(CommandLineSession.kindling("explain", keys), "images of another size to place keys on");

        String head = ContinualSession.of(folder, DATA + MISSIONS + "head = slda\n")
                .conf()
                .toString();
        assertRefused(
                CommandLineSession.kindling("explain", head, "-D", "without-classes=[6]"),
                "without-classes must be below 6, the number of classes but was 6");
        assertRefused(
                CommandLineSession.kindling("explain", head, "-D", "scenario.replacement=true"),
                "set replacement = false");
    }
}

package dev.kindling.jobs;

import static dev.kindling.jobs.ContinualSession.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindling.jobs.CommandLineSession.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Strategies against forgetting by the command: eight characters, two in each of four experiences, three clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategyRunTest {

    private static final String EXPERIMENT =
            """
            clients = 3
            data { type = glyphs, classes = 8, writers = 6, train-per-writer = 40, test-per-writer = 16 }
            scenario { type = class-incremental, experiences = 4 }
            strategy = fine-tune
            learner { type = backprop, hidden = [64] }
            algorithm { type = fedavg, epochs = 6, batch = 8, optimizer { type = adam, rate = 0.001 } }
            """;

    private static final String REPLAY = "strategy={type=experience-replay, memory=80, replay=16}";

    private Path folder = Path.of("");
    private ContinualSession session = new ContinualSession(folder, folder);

    @BeforeAll
    void begin(@TempDir Path temporary) throws IOException {
        folder = temporary;
        session = ContinualSession.of(folder, EXPERIMENT);
    }

    @Test
    void replayForgetsLessThanFineTuningAndTheModelIsOneToEvaluate() throws IOException {
        JsonNode forgetful = session.summary("fine-tune");
        JsonNode replaying = session.summary("replay", "-D", REPLAY);
        assertThat(forgetful.get("forgetting").asDouble()).isGreaterThan(0.6);
        assertThat(replaying.get("forgetting").asDouble()).isLessThan(0.4);
        assertThat(replaying.get("accuracy").asDouble())
                .isGreaterThan(forgetful.get("accuracy").asDouble() + 0.2);
        assertThat(forgetful.get("backwardTransfer").asDouble()).isNegative();
        assertThat(forgetful.get("forwardTransfer").isNumber()).isTrue();
        assertThat(forgetful.get("accuracyMatrix")).hasSize(4);
        assertThat(forgetful.get("momentsSha256").isNull()).isTrue();
        // 784-64-8 with biases, 4 bytes a parameter, three clients, one round, four experiences.
        long parameters = 784 * 64 + 64 + 64 * 8 + 8;
        assertThat(forgetful.get("bytesUp").asLong()).isEqualTo(4 * parameters * 3 * 4);
        assertThat(replaying.get("bytesUp").asLong())
                .isGreaterThan(forgetful.get("bytesUp").asLong());

        Answer evaluated =
                CommandLineSession.kindling("evaluate", folder.resolve("replay").toString(), "--master", "local[2]");
        assertThat(evaluated.out())
                .contains(String.format(
                        java.util.Locale.ROOT,
                        "accuracy %.2f %%",
                        100 * replaying.get("accuracy").asDouble()));
    }

    @Test
    void theModelHasTheSameBitsForAnyPartitioning() throws IOException {
        for (String strategy : List.of("ewc", "{type=icarl, memory=40, replay=8}")) {
            String name = strategy.replaceAll("\\W", "");
            JsonNode one = session.summary(name + "-1", "-D", "strategy=" + strategy, "-D", "partitions=1");
            JsonNode seven = session.summary(name + "-7", "-D", "strategy=" + strategy, "-D", "partitions=7");
            assertThat(seven.get("modelSha256")).isEqualTo(one.get("modelSha256"));
            assertThat(session.metrics(name + "-7")).isEqualTo(session.metrics(name + "-1"));
        }
    }

    @Test
    void relationsWantPrototypesAndTheirModelIsOneToEvaluate() throws IOException {
        assertRefused(
                session.run("no-prototypes", "-D", "strategy=prototype-relation"),
                "strategy prototype-relation wants a learner that has prototypes; set learner = prototype-contrast");
        JsonNode relation = session.summary(
                "relation",
                "-D",
                "strategy={type=prototype-relation, over=classes}",
                "-D",
                "learner=null",
                "-D",
                "learner={type=prototype-contrast, encoder={type=dense, hidden=[32]}, projection=[16]}",
                "-D",
                "algorithm.epochs=2");
        Answer evaluated = CommandLineSession.kindling(
                "evaluate", folder.resolve("relation").toString(), "--master", "local[2]");
        assertThat(evaluated.out())
                .contains(String.format(
                        java.util.Locale.ROOT,
                        "accuracy %.2f %%",
                        100 * relation.get("accuracy").asDouble()));
    }

    @Test
    void whatIsMeasuredOfTheUnknownOfConfidenceAndOfClientsIsWrittenDown() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        JsonNode summary = session.summary("measured", "-D", REPLAY, "-D", "partitioner=classes", "-D", "clients=4");
        lines.addAll(session.metrics("measured"));
        for (int experience = 0; experience < 4; experience++) {
            JsonNode line = lines.get(experience);
            assertThat(line.get("openSetAuroc").isNull()).isEqualTo(experience == 3);
            assertThat(line.get("calibrationError").asDouble()).isBetween(0.0, 1.0);
        }
        assertThat(lines.get(0).get("openSetAuroc").asDouble()).isGreaterThan(0.5);
        assertThat(lines.get(0).get("clientAccuracies").get("clients").asInt()).isBetween(1, 2);
        assertThat(summary.get("clientAccuracies").get("clients").asInt()).isEqualTo(4);
        assertThat(summary.get("accuracyOfClient")).hasSize(4);
        assertThat(summary.get("examplesOfClient")).hasSize(4);
        long examples = 0;
        for (JsonNode row : summary.get("examplesOfClient")) {
            assertThat(row).hasSize(4);
            for (JsonNode cell : row) {
                examples += cell.asLong();
            }
        }
        assertThat(examples).isEqualTo(240);
        double mean = 0;
        for (JsonNode accuracy : summary.get("accuracyOfClient")) {
            mean += accuracy.asDouble() / 4;
        }
        assertThat(summary.get("clientAccuracies").get("mean").asDouble())
                .isCloseTo(mean, org.assertj.core.data.Offset.offset(1e-12));
        JsonNode told = session.summary("told", "-D", "scenario.type=task-incremental");
        assertThat(session.metrics("told").get(0).get("openSetAuroc").isNull()).isTrue();
        assertThat(told.get("accuracy").asDouble()).isGreaterThan(0.6);
    }

    @Test
    void baseClassesAreLearntFirstAndNetworksOverFrozenFeaturesToo() throws IOException {
        JsonNode base = session.summary(
                "base",
                "-D",
                REPLAY,
                "-D",
                "scenario=null",
                "-D",
                "scenario={type=one-class-at-a-time, classes=4, base-classes=4}",
                "-D",
                "encoder={type=random, network={type=conv, channels=4, blocks=2}}");
        assertThat(base.get("experiences").asInt()).isEqualTo(4);
        assertThat(base.get("classesSeen").asInt()).isEqualTo(8);
        assertThat(base.get("base").asDouble()).isGreaterThan(0.4);
        assertThat(base.get("examples").asInt()).isEqualTo(240);
        assertThat(session.metrics("base").get(0).get("classesSeen").asInt()).isEqualTo(5);
    }

    @Test
    void domainsOrdersAndPresencesOfAllKindsRun() throws IOException {
        JsonNode permuted = session.summary(
                "permuted", "-D", REPLAY, "-D", "scenario={type=domain-incremental, experiences=2, blur=0.1}");
        assertThat(permuted.get("accuracyMatrix")).hasSize(2);
        assertThat(permuted.get("accuracy").asDouble()).isGreaterThan(0.4);
        for (String key : List.of(
                "{type=domain-incremental, experiences=2, repeat=false, domain={type=rotated-images, degrees=90}}",
                "{presence=late-joiners, order=own}",
                "{presence={type=returning, away=1}, order=shifted}",
                "{presence=random-subset, blur=0.2}")) {
            String scenario =
                    key.startsWith("{type") ? key : key.replaceFirst("\\{", "{type=class-incremental, experiences=4, ");
            Answer answer = session.run(
                    "kind" + key.replaceAll("\\W", ""),
                    "-D",
                    "algorithm.epochs=1",
                    "-D",
                    "scenario=null",
                    "-D",
                    "scenario=" + scenario);
            assertThat(answer.err()).as(key).isEmpty();
            assertThat(answer.exit()).isZero();
        }
    }

    @Test
    void aQueryAsksTheNetworkOfTheMoment() throws IOException {
        String scenario = "scenario={type=reconnaissance, base-classes=4, classes-per-client=1, images-per-class=7,"
                + " missions=3, query=QUERY}";
        List<String> asking = List.of("-D", "scenario=null", "-D", scenario.replace("QUERY", "most-uncertain"));
        List<String> more = new ArrayList<>(asking);
        more.addAll(List.of("-D", "partitions=7"));
        JsonNode one = session.summary("asking-1", asking.toArray(String[]::new));
        JsonNode seven = session.summary("asking-7", more.toArray(String[]::new));
        session.summary("blind", "-D", "scenario=null", "-D", scenario.replace("QUERY", "at-random"));
        assertThat(seven.get("modelSha256")).isEqualTo(one.get("modelSha256"));
        assertThat(session.json("blind").get("modelSha256")).isNotEqualTo(one.get("modelSha256"));
        assertThat(session.bytes("asking-7", "plan.csv")).isEqualTo(session.bytes("asking-1", "plan.csv"));
        assertThat(folder.resolve("blind/plan.csv")).doesNotExist();
        assertThat(one.get("examples")).isEqualTo(session.json("blind").get("examples"));
    }

    @Test
    void whatBelongsToAHeadOrToAStrategyOnlyIsRefusedInOneLine() {
        assertRefused(
                session.run("no", "-D", "head=slda"), "head belongs to an exact head, but strategy trains a network");
        assertRefused(session.run("no", "-D", "grid-bits=3"), "grid-bits belongs to an exact head");
        assertRefused(session.run("no", "-D", "strategy=null"), "learner belongs to a strategy, but none is given");
        assertRefused(
                session.run("no", "-D", "learner=null", "-D", "learner=forward-forward"),
                "a strategy wants a learner that descends the gradient of a loss");
        assertRefused(session.run("no", "-D", "strategy=ewcc"), "did you mean ewc?");
        assertRefused(session.run("no", "-D", "rounds=0"), "rounds must be at least 1 but was 0");
        assertRefused(
                session.run("small-memory", "-D", "strategy={type=gdumb, memory=3}"),
                "memory must be at least 4, one example for each class seen, but was 3");
        assertRefused(
                session.run("no", "-D", "scenario={type=domain-incremental, domain=groups, repeat=false}"),
                "domains that the test split can be put into");
        assertRefused(session.run("no", "--resume"), "nothing to go on with in ");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void forgettingIsRefusedWhereThereAreNoSums() throws IOException {
        session.summary("trained", "-D", "algorithm.epochs=1");
        assertRefused(
                session.forget("trained", "nothing", "--client", "1"),
                "is no sum of contributions that could be subtracted");
    }
}

package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.jobs.CommandLineSession.Answer;
import dev.kindling.spark.dl4j.Dl4jJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Continual learning with exact heads, as a person sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContinualTest {

    private static final String EXPERIMENT =
            """
            clients = 3
            data { type = glyphs, classes = 8, writers = 6, train-per-writer = 40, test-per-writer = 16 }
            scenario { type = class-incremental, experiences = 4 }
            encoder { type = random, network { type = conv, channels = 4, blocks = 2 } }
            head = slda
            """;

    private Path folder = Path.of("");
    private Answer first = new Answer(-1, "", "");

    @BeforeAll
    void runOnce(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Files.writeString(folder.resolve("heads.conf"), EXPERIMENT);
        first = continual("run");
    }

    @Test
    void aRunPrintsOneLineAnExperienceWithinATerminal() {
        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isZero();
        assertThat(first.out().lines())
                .filteredOn(line -> !line.startsWith("run folder"))
                .allMatch(line -> line.length() <= 80)
                .anyMatch(line -> line.matches(" +4 +8 .*"));
    }

    @Test
    void theSumsHaveTheSameBytesForAnyPartitioningClientsOrderOfTasksAndCores() throws IOException {
        byte[] sums = sums("run");
        continual("partitions-7", "-D", "partitions=7");
        continual("partitions-64", "-D", "partitions=64", "--master", "local[1]");
        continual("central", "-D", "clients=1", "-D", "scenario.experiences=1");
        continual("other-order", "-D", "scenario.sequence=by-label", "-D", "scenario.order=own");
        for (String other : List.of("partitions-7", "partitions-64", "central", "other-order")) {
            assertThat(sums(other)).as(other).isEqualTo(sums);
        }
        assertThat(json("partitions-7").get("accuracyMatrix"))
                .isEqualTo(json("run").get("accuracyMatrix"));
        assertThat(json("central").get("accuracy")).isEqualTo(json("run").get("accuracy"));
    }

    @Test
    void aForgottenClientWasNeverThereToTheLastByte() throws IOException {
        Answer forgot = forget("forgot-client", "--client", "1");
        assertThat(forgot.err()).isEmpty();
        continual("never-had-client", "-D", "without-clients=[1]");
        assertThat(sums("forgot-client")).isEqualTo(sums("never-had-client")).isNotEqualTo(sums("run"));
        assertThat(json("forgot-client").get("accuracy"))
                .isEqualTo(json("never-had-client").get("accuracy"));
        assertThat(forgot.out()).contains("80 examples taken out, 160 remain");
    }

    @Test
    void aForgottenClassWasNeverThereToTheLastByte() throws IOException {
        assertThat(forget("forgot-class", "--class", "5").err()).isEmpty();
        continual("never-had-class", "-D", "without-classes=[5]");
        assertThat(sums("forgot-class")).isEqualTo(sums("never-had-class")).isNotEqualTo(sums("run"));
        assertThat(json("forgot-class").get("classes").asInt()).isEqualTo(7);
    }

    @Test
    void theHiddenLayerOfATrainedRunEmbedsAlikeForAnyPartitioning() throws IOException {
        new CommandLineSession(folder).run("perceptron", "-D", "rounds=2");
        String encoder = "encoder={type=run, run=\"" + folder.resolve("perceptron") + "\"}";
        continual("hidden-1", "-D", "encoder=null", "-D", encoder, "-D", "partitions=1");
        continual("hidden-7", "-D", "encoder=null", "-D", encoder, "-D", "partitions=7");
        assertThat(sums("hidden-7")).isEqualTo(sums("hidden-1")).isNotEqualTo(sums("run"));
        assertThat(json("hidden-1").get("accuracy").asDouble()).isGreaterThan(0.3);
    }

    @Test
    void missionsOfAReconnaissanceKeepTheBaseAndUseTheFieldUp() throws IOException {
        String scenario = "scenario={type=reconnaissance, base-classes=4, classes-per-client=2, images-per-class=9}";
        Files.writeString(
                folder.resolve("recon.conf"),
                EXPERIMENT.replaceAll(
                        "scenario .*",
                        "scenario { type = reconnaissance, base-classes = 4,"
                                + " classes-per-client = 2, images-per-class = 9 }"));
        Answer run = kindling("continual", "recon.conf", "recon");
        assertThat(run.err()).as(scenario).isEmpty();
        JsonNode summary = json("recon");
        assertThat(summary.get("classesSeen").asInt()).isEqualTo(8);
        assertThat(summary.get("examples").asInt()).isEqualTo(240);
        assertThat(summary.get("base").asDouble()).isGreaterThan(0.5);
        assertThat(summary.get("bytesUp").asLong()).isPositive();
        assertThat(sums("recon")).isEqualTo(sums("run"));
    }

    @Test
    void theReportShowsTheRunAndCanBeWrittenAgain() throws IOException {
        Path page = folder.resolve("run").resolve("report.html");
        String written = Files.readString(page);
        assertThat(written)
                .contains(
                        "Kindling continual run",
                        "8 class means on the plane",
                        json("run").get("momentsSha256").asText())
                .contains("the nearest ");
        Files.delete(page);
        Answer again =
                CommandLineSession.kindling("report", folder.resolve("run").toString());
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(Files.readString(page)).isEqualTo(written);
        for (String picture : List.of("prototypes.json", "neighbours.json")) {
            Files.writeString(folder.resolve("run").resolve(picture), "[");
            assertRefused(
                    CommandLineSession.kindling("report", folder.resolve("run").toString()), "damaged " + picture);
            Files.delete(folder.resolve("run").resolve(picture));
        }
        assertThat(CommandLineSession.kindling("report", folder.resolve("run").toString())
                        .exit())
                .isZero();
        assertThat(Files.readString(page)).contains("The model has no prototypes", "None was kept");
    }

    @Test
    void aQueryTakesWhatTheHeadIsUnsureAboutWhereverItLies() throws IOException {
        Files.writeString(
                folder.resolve("asking.conf"),
                EXPERIMENT.replaceAll(
                        "scenario .*",
                        "scenario { type = reconnaissance, base-classes = 4, classes-per-client = 2,"
                                + " images-per-class = 9, missions = 2, query = most-uncertain }"));
        assertThat(kindling("continual", "asking.conf", "asking-1", "-D", "partitions=1")
                        .err())
                .isEmpty();
        kindling("continual", "asking.conf", "asking-7", "-D", "partitions=7");
        kindling("continual", "asking.conf", "blind", "-D", "scenario.query=at-random");
        assertThat(sums("asking-7")).isEqualTo(sums("asking-1")).isNotEqualTo(sums("blind"));
        Path plan = folder.resolve("asking-1/plan.csv");
        assertThat(Files.readAllBytes(plan)).isEqualTo(Files.readAllBytes(folder.resolve("asking-7/plan.csv")));
        // The base, two missions of three clients, nine images of two classes each, as far as there are so many.
        long examples = json("asking-1").get("examples").asLong();
        assertThat(Files.readAllLines(plan)).hasSize(1 + Math.toIntExact(examples));
        assertThat(examples).isEqualTo(json("blind").get("examples").asLong());
        assertRefused(
                kindling("forget", "asking-1", "nothing", "--client", "1"),
                "so a run without one of them would have taken others");
    }

    @Test
    void domainsCountOnceEachAndAreAskedOnceTheyWereMet() throws IOException {
        String domain = EXPERIMENT.replaceAll("scenario .*", "scenario { type = domain-incremental, experiences = 3 }");
        Files.writeString(folder.resolve("domain.conf"), domain);
        Files.writeString(
                folder.resolve("rotated.conf"),
                domain.replace(
                        "experiences = 3",
                        "experiences = 3, repeat = false, order = own, domain { type = rotated-images, degrees = 90 }"));
        assertThat(kindling("continual", "domain.conf", "permuted").err()).isEmpty();
        assertThat(json("permuted").get("examples").asInt()).isEqualTo(3 * 240);
        assertThat(json("permuted").get("accuracyMatrix")).hasSize(3);
        assertThat(kindling("continual", "rotated.conf", "rotated", "-D", "partitions=7")
                        .err())
                .isEmpty();
        assertThat(json("rotated").get("examples").asInt()).isEqualTo(240);
        kindling("continual", "rotated.conf", "rotated-1", "-D", "partitions=1");
        assertThat(sums("rotated-1")).isEqualTo(sums("rotated"));
        kindling("forget", "permuted", "permuted-without", "--client", "1");
        kindling("continual", "domain.conf", "permuted-never", "-D", "without-clients=[1]");
        assertThat(sums("permuted-without")).isEqualTo(sums("permuted-never"));
        assertThat(json("permuted-without").get("accuracy"))
                .isEqualTo(json("permuted-never").get("accuracy"));
    }

    @Test
    void whatIsNotYetLearntIsUnknownUntilAllIsLearnt() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
        JsonNode before = new ObjectMapper().readTree(lines.get(0));
        JsonNode after = new ObjectMapper().readTree(lines.get(3));
        assertThat(before.get("openSetAuroc").asDouble()).isBetween(0.5, 1.0);
        assertThat(after.get("openSetAuroc").isNull()).isTrue();
        assertThat(after.get("calibrationError").asDouble()).isBetween(0.0, 1.0);
        assertThat(json("run").get("clientAccuracies").get("clients").asInt()).isEqualTo(3);
        assertThat(json("run").get("openSetAurocMean").asDouble()).isBetween(0.5, 1.0);
    }

    @Test
    void whatCannotBeIsSaidInOneLineWithTheCure() throws IOException {
        new CommandLineSession(folder).run("averaged", "-D", "rounds=1");
        assertRefused(
                kindling("forget", "averaged", "nothing", "--client", "1"),
                "is no sum of contributions that could be subtracted; train again without the client");
        assertRefused(forget("nothing", "--client", "7"), "--client: expected a client that the run had, 0 to 2");
        assertRefused(
                continual(
                        "nothing",
                        "-D",
                        "encoder=null",
                        "-D",
                        "encoder={type=run, layer=hidden1, run=\"" + folder.resolve("averaged") + "\"}"),
                "layer: expected one of the hidden layers [hidden0] or a number below 1, found hidden1");
        assertRefused(continual("nothing", "-D", "head={type=ridge, lambda=0}"), "lambda");
        assertRefused(
                continual("nothing", "-D", "scenario.experiences=9"),
                "more experiences than classes: expected at most 8");
        assertRefused(
                continual(
                        "nothing",
                        "-D",
                        "scenario=null",
                        "-D",
                        "scenario={type=reconnaissance, classes-per-client=2, replacement=true}"),
                "set replacement = false");
        assertRefused(continual("nothing", "-D", "rounds=3"), "rounds belongs to a strategy, but none is given");
        assertRefused(continual("run"), "exists and is not empty; give another --out");
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    /** In a build with -Dfast, which leaves the second jar out. */
    @Test
    void anEncoderOfDeeplearning4jsWithoutItsJarSaysWhichToAdd() {
        assumeFalse(Dl4jJar.isThere());
        for (String type : List.of("dl4j", "keras")) {
            assertRefused(
                    continual("nothing", "-D", "encoder=null", "-D", "encoder={type=" + type + ", file=m}"),
                    "encoder = " + type + " needs Deeplearning4j, which is not on the class path; add it with --jars");
        }
    }

    private static void assertRefused(Answer answer, String reason) {
        assertThat(answer.exit()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).contains(reason);
    }

    private Answer continual(String out, String... more) {
        return kindling("continual", "heads.conf", out, more);
    }

    private Answer forget(String out, String... more) {
        return kindling("forget", "run", out, more);
    }

    private Answer kindling(String command, String on, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                folder.resolve(on).toString(),
                "--out",
                folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--master")) {
            arguments.addAll(List.of("--master", "local[2]"));
        }
        return CommandLineSession.kindling(arguments.toArray(String[]::new));
    }

    private byte[] sums(String run) throws IOException {
        return Files.readAllBytes(folder.resolve(run).resolve("moments.bin"));
    }

    private JsonNode json(String run) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(run).resolve("summary.json").toFile());
    }
}

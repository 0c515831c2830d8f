package dev.kindling.spark.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindling.data.Split;
import dev.kindling.data.partition.Iid;
import dev.kindling.federated.FedAvg;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Layout;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.Blobs;
import dev.kindling.spark.LogLines;
import dev.kindling.spark.round.ClientFailure;
import dev.kindling.spark.session.SparkSettings;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.shard.ClientSource;
import dev.kindling.spark.storage.HadoopStorage;
import dev.kindling.spark.training.RoundFailure;
import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.Training;
import dev.kindling.spark.training.TrainingPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who watches a run through Spark's page, a metrics collector, the event log or the log. */
class ObservationTest {

    private static final Backprop SMALL = new Backprop(List.of(8));

    /** More than 2^20 parameters, which are merged by slice. */
    private static final Backprop LARGE = new Backprop(List.of(1024, 1024));

    private static final TrainingPlan PLAN = new TrainingPlan(1, 2, 4, 2);

    private static Path events;
    private static JavaSparkContext spark;
    private static ClientSource source;

    @BeforeAll
    static void start(@TempDir Path folder) {
        events = folder;
        SparkConf conf = new SparkConf()
                .setMaster("local[2,2]")
                .setAppName("watched")
                .set("spark.ui.port", "0")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.eventLog.enabled", "true")
                .set("spark.eventLog.dir", events.toUri().toString());
        spark = new JavaSparkContext(SparkSettings.complete(conf));
        source = new ClientSource(spark, new Blobs(120), new HadoopStorage(spark.hadoopConfiguration(), ""));
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    @Test
    void aCollectorReadsTheFiguresOfTheNewestRoundAndNoneAfterTheEnd() throws IOException {
        List<RoundReport> reports = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        try (Observation observation = new Observation(spark.sc(), PLAN.rounds())) {
            train(SMALL, (report, state) -> {
                observation.roundFinished(report, state);
                reports.add(report);
                pages.add(page("/metrics/prometheus"));
            });
        }

        RoundReport last = reports.get(1);
        assertThat(gauge(pages.get(0), "round")).isEqualTo(1);
        assertThat(gauge(pages.get(0), "accuracy")).isNaN();
        assertThat(gauge(pages.get(1), "round")).isEqualTo(2);
        assertThat(gauge(pages.get(1), "rounds")).isEqualTo(2);
        assertThat(gauge(pages.get(1), "accuracy")).isEqualTo(last.accuracy());
        assertThat(gauge(pages.get(1), "loss")).isEqualTo(last.loss());
        assertThat(gauge(pages.get(1), "clientsPerSecond"))
                .isEqualTo(4 / last.seconds().round());
        assertThat(gauge(pages.get(1), "clientsTotal")).isEqualTo(8);
        assertThat(gauge(pages.get(1), "clientsDroppedTotal")).isZero();
        // 8 x 8 + 8 and 8 x 3 + 3 parameters, 4 bytes each, for 4 clients in 2 rounds.
        assertThat(gauge(pages.get(1), "bytesDownTotal")).isEqualTo(99 * 4 * 4 * 2);
        assertThat(gauge(pages.get(1), "bytesUpTotal")).isEqualTo(99 * 4 * 4 * 2);
        assertThat(page("/metrics/prometheus")).contains("_driver_").doesNotContain("_driver_kindling_");
    }

    @Test
    void jobsAndStagesSayRoundAndStepOnThePageAndInTheEventLog() throws Exception {
        train(LARGE, (report, state) -> {});

        Set<String> jobs = Set.of(
                "round 1 of 2: train 4 clients",
                "round 2 of 2: train 4 clients",
                "round 2 of 2: evaluate on the test split");
        Set<String> stages = new LinkedHashSet<>(jobs);
        stages.addAll(Set.of("round 1 of 2: merge by slice", "round 2 of 2: merge by slice", "read the train split"));
        String api = "/api/v1/applications/" + spark.sc().applicationId();
        awaitNames(api + "/jobs", "description", jobs);
        awaitNames(api + "/jobs", "name", Set.of("round 2 of 2: merge by slice"));
        awaitNames(api + "/stages", "name", stages);
        assertThat(logged("SparkListenerJobStart", "/Properties/spark.job.description"))
                .containsAll(jobs);
        assertThat(logged("SparkListenerStageSubmitted", "/Stage Info/Stage Name"))
                .containsAll(stages);
        assertThat(spark.sc().getLocalProperty("spark.job.description")).isNull();
        assertThat(spark.sc().getLocalProperty("callSite.short")).isNull();
    }

    @Test
    void mergingIsMeasuredApartFromTrainingOnBothWays() {
        for (Learner learner : List.of(SMALL, LARGE)) {
            List<RoundReport.Seconds> seconds = new ArrayList<>();
            long start = System.nanoTime();
            train(learner, (report, state) -> seconds.add(report.seconds()));
            double wall = (System.nanoTime() - start) / 1e9;

            assertThat(seconds).hasSize(2).allSatisfy(round -> {
                assertThat(round.merge()).isNotNull().isPositive();
                assertThat(round.train()).isPositive();
            });
            assertThat(seconds.stream().mapToDouble(round -> round.round() + round.evaluate()))
                    .satisfies(rounds -> assertThat(rounds.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum())
                            .isLessThan(wall));
        }
    }

    @Test
    void aTaskThatIsTriedAgainIsLoggedWithRoundClientAndReason() {
        try (LogLines log = new LogLines(RetriedTasks.class.getName());
                LogLines rounds = new LogLines(Observation.class.getName());
                LogLines failures = new LogLines(ClientFailure.class.getName());
                Observation observation = new Observation(spark.sc(), PLAN.rounds())) {
            train(new Fails(SMALL, 1), observation);
            await(() -> assertThat(log.lines()).hasSize(4));

            assertThat(log.lines())
                    .allMatch(line -> line.matches(
                            "WARN .* round [12] of 2: train 4 clients: task [01] failed on the driver \\(attempt 1 of 2\\)"
                                    + " and is tried again: dev.kindling.spark.round.ClientFailure: round [12] of 2,"
                                    + " client \\d+: java.lang.IllegalStateException: on purpose"));
            assertThat(failures.lines())
                    .hasSize(4)
                    .allMatch(line -> line.matches("ERROR round=[12] client=\\d+ round [12] of 2, client \\d+: .*"));
            assertThat(rounds.lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .matches(
                            "INFO round=2 client=null loss [0-9.]+, accuracy [0-9.]+, 4 of 4 clients in the mean, [0-9.E-]+ s");
        }
    }

    @Test
    void aRoundThatFailsForGoodSaysWhichAndAtWhichClient() {
        try (LogLines failures = new LogLines(ClientFailure.class.getName());
                LogLines log = new LogLines(RetriedTasks.class.getName());
                Observation observation = new Observation(spark.sc(), PLAN.rounds())) {
            assertThatThrownBy(() -> train(new Fails(SMALL, 2), observation))
                    .isInstanceOf(RoundFailure.class)
                    .hasMessageStartingWith("round 1 of 2: train 4 clients: ")
                    .hasRootCauseMessage("on purpose")
                    .satisfies(failed -> assertThat(Stream.iterate(failed, cause -> cause != null, Throwable::getCause))
                            .anyMatch(cause -> cause instanceof ClientFailure client
                                    && client.place().matches("round 1 of 2, client \\d+")));
            assertThat(failures.lines()).hasSizeGreaterThanOrEqualTo(2);
            await(() -> assertThat(log.lines()).isNotEmpty());
            assertThat(log.lines()).noneMatch(line -> line.contains("attempt 2 of 2"));
        }
    }

    private static void train(Learner learner, RoundListener listener) {
        Problem problem = source.census(Split.TRAIN).problem();
        try (ClientSet clients = clients(Split.TRAIN);
                ClientSet test = clients(Split.TEST)) {
            Training training = new Training(spark, learner, FedAvg.defaults(), problem, clients, test);
            training.run(PLAN, Training.start(learner, problem, PLAN.seed()), listener);
        }
    }

    private static ClientSet clients(Split split) {
        return source.clients(split, new Iid().plan(source.census(split).population(), 4, 3), 2);
    }

    private static double gauge(String page, String name) {
        return page.lines()
                .filter(line -> line.contains("_driver_kindling_" + name + "_Value{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String page(String path) {
        String address = spark.sc().uiWebUrl().get() + path;
        try (InputStream in = URI.create(address).toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void awaitNames(String path, String key, Set<String> expected) {
        await(() -> {
            Set<String> found = new LinkedHashSet<>();
            for (JsonNode each : json(page(path))) {
                found.add(each.path(key).asText());
            }
            assertThat(found).containsAll(expected);
        });
    }

    /** The values at a place in the events of one kind. */
    private static Set<String> logged(String kind, String place) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(events)) {
            files = all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
        assertThat(files).hasSize(1);
        Set<String> found = new LinkedHashSet<>();
        for (String line : Files.readAllLines(files.get(0))) {
            JsonNode event = json(line);
            if (event.path("Event").asText().equals(kind)) {
                // The key holds dots, which a JSON pointer leaves alone.
                found.add(event.at(place).asText());
            }
        }
        return found;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Spark's pages and listeners lag behind its jobs. */
    private static void await(Runnable check) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError early) {
                if (System.nanoTime() > end) {
                    throw early;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Training fails in the first attempts of every task. */
    private record Fails(Learner inner, int attempts) implements Learner {

        @Override
        public Layout layout(Problem task) {
            return inner.layout(task);
        }

        @Override
        public void initialise(Problem task, float[] parameters, RandomStream random) {
            inner.initialise(task, parameters, random);
        }

        @Override
        public Trainer trainer(Problem task, int batchCapacity, UpdateRule rule) {
            Trainer trainer = inner.trainer(task, batchCapacity, rule);
            return (parameters, batch, rateFactor, random) -> {
                if (TaskContext.get().attemptNumber() < attempts) {
                    throw new IllegalStateException("on purpose");
                }
                return trainer.step(parameters, batch, rateFactor, random);
            };
        }

        @Override
        public Classifier classifier(Problem task, int batchCapacity) {
            return inner.classifier(task, batchCapacity);
        }
    }
}

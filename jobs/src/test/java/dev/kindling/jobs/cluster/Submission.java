package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One call of scripts/kindling that trains: {@code run}, or {@code submit} where a cluster's master is given. */
final class Submission {

    private final Site site;
    private final String name;
    private final String conf;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private boolean submits;
    private String out;

    /** {@code name} is the run folder's and the log's. */
    Submission(Site site, String name, String conf) {
        this.site = site;
        this.name = name;
        this.conf = conf;
        this.out = site.folder().resolve(name).toString();
        environment.putAll(Command.QUICK_JAVA);
        environment.put("KINDLING_MEMORY", "512m");
        environment.put("SPARK_LOCAL_DIRS", site.folder().resolve("local").toString());
    }

    String name() {
        return name;
    }

    /** {@code kindling run --master}: without spark-submit. */
    Submission master(String master) {
        arguments.addAll(List.of("--master", master));
        return this;
    }

    /** {@code kindling submit --master}. */
    Submission to(String master) {
        submits = true;
        return option("--master=" + master)
                .option("--driver-memory", "512m", "--executor-memory", "512m")
                // Else a run begins when the first executor is there.
                .spark("spark.scheduler.minRegisteredResourcesRatio", 1)
                .spark("spark.scheduler.maxRegisteredResourcesWaitingTime", "5min");
    }

    /** Options of spark-submit. */
    Submission option(String... words) {
        options.addAll(List.of(words));
        return this;
    }

    /** A property of Spark. */
    Submission spark(String property, Object value) {
        return option("--conf", property + "=" + value);
    }

    /** With an {@link EventLog}. */
    Submission witnessed() {
        site.folder().resolve(name + "-events").toFile().mkdirs();
        return spark("spark.eventLog.enabled", true)
                .spark(
                        "spark.eventLog.dir",
                        site.folder().resolve(name + "-events").toUri())
                .spark("spark.eventLog.logBlockUpdates.enabled", true);
    }

    /** With a {@link Saboteur} in the executors. */
    Submission harmed(String harm) {
        Path classes = Site.TARGET.resolve("test-classes");
        return spark("spark.plugins", Saboteur.class.getName())
                .spark(Saboteur.HARM, harm)
                .spark(Saboteur.HOLD, hold())
                .spark("spark.executor.extraClassPath", classes)
                .option("--driver-class-path", classes.toString());
    }

    /** Asks one of its executors to stand still in a task and returns that process when it does; harmed by "hold". */
    ProcessHandle awaitHeld(Command command) throws IOException, InterruptedException {
        Path held = hold().resolveSibling(name + "-hold.held");
        Files.createFile(hold());
        Await.until(
                "an executor that holds",
                Duration.ofSeconds(Site.RUN_SECONDS),
                () -> !command.isAlive() || Files.exists(held));
        assertThat(command.isAlive()).as(command.output()).isTrue();
        return ProcessHandle.of(Long.parseLong(Files.readString(held))).orElseThrow();
    }

    private Path hold() {
        return site.folder().resolve(name + "-hold");
    }

    /** An override of the configuration, {@code key=value}. */
    Submission override(String override) {
        arguments.addAll(List.of("-D", override));
        return this;
    }

    Submission with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A run folder elsewhere than in the site's. */
    Submission out(String folder) {
        out = folder;
        return this;
    }

    Submission resume() {
        arguments.add("--resume");
        return this;
    }

    Command start() throws IOException {
        List<String> words = new ArrayList<>(List.of(Site.HOME + "/scripts/kindling", submits ? "submit" : "run"));
        words.addAll(options);
        words.addAll(List.of(conf, "--out", out));
        words.addAll(arguments);
        return Command.start(site.folder(), log(), environment, words);
    }

    private Path log() {
        Path log = site.folder().resolve(name + ".log");
        for (int i = 2; log.toFile().exists(); i++) {
            log = site.folder().resolve(name + "-" + i + ".log");
        }
        return log;
    }

    /** Starts it and returns the model's SHA-256 when it has ended well. */
    String finish() throws IOException, InterruptedException {
        try (Command command = start()) {
            return finish(command);
        }
    }

    /** Likewise for one that was started. */
    String finish(Command command) throws IOException, InterruptedException {
        assertThat(command.await(Site.RUN_SECONDS)).as(command.output()).isZero();
        return Runs.model(out);
    }

    /** Returns in the middle of the run: when it has {@code rounds} rounds behind it. */
    void awaitRounds(Command command, int rounds) throws IOException, InterruptedException {
        Await.until(
                rounds + " rounds",
                Duration.ofSeconds(Site.RUN_SECONDS),
                () -> !command.isAlive() || Runs.rounds(out) >= rounds);
        assertThat(command.isAlive()).as(command.output()).isTrue();
    }

    EventLog events() throws IOException {
        return new EventLog(site.folder().resolve(name + "-events"));
    }
}

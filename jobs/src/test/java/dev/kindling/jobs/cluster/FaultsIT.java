package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong on a standalone cluster leaves the model's bits alone. Spark's event log says that it did go wrong. */
@Tag("slow")
@ExtendWith(SharedSite.class)
class FaultsIT {

    private static final String LONG = "rounds=" + Site.LONG_ROUNDS;
    private static final String SHORT = "rounds=12";
    /** So many parameters that the sums are merged in two slices. */
    private static final String WIDE = "learner.hidden=[1400]";

    private static final Predicate<String> TRAINING =
            Pattern.compile("round \\d+ of \\d+: train .*").asMatchPredicate();

    private final Site site;
    private final StandaloneCluster cluster;

    FaultsIT(Site site) throws Exception {
        this.site = site;
        this.cluster = site.cluster();
    }

    @Test
    void anExecutorKilledInTheMiddle() throws Exception {
        Submission run = submission("killed-executor").override(LONG).harmed("pace,hold");
        try (Command command = run.start()) {
            awaitTwoExecutors(run, command);
            assertThat(run.awaitHeld(command).destroyForcibly()).isTrue();

            assertThat(run.finish(command)).isEqualTo(site.undisturbed(Site.GLYPHS, LONG));
        }
        assertThat(run.events().executorsRemoved()).anyMatch(reason -> reason.contains("code 137"));
        assertThat(run.events().executorsRemovedDuring(TRAINING)).isPositive();
    }

    @Test
    void aWorkerKilledInTheMiddle() throws Exception {
        Submission run = submission("killed-worker").override(LONG).harmed("pace,hold");
        try (Command command = run.start()) {
            awaitTwoExecutors(run, command);
            ProcessHandle worker = run.awaitHeld(command).parent().orElseThrow();
            assertThat(cluster.workers()).anyMatch(known -> known.pid() == worker.pid());
            assertThat(worker.destroyForcibly()).isTrue();

            assertThat(run.finish(command)).isEqualTo(site.undisturbed(Site.GLYPHS, LONG));
        }
        assertThat(run.events().executorsRemoved()).anyMatch(reason -> reason.contains("worker lost"));
        assertThat(run.events().executorsRemovedDuring(TRAINING)).isPositive();
    }

    @Test
    void aNodeTakenOutOfServiceInTheMiddle() throws Exception {
        Submission run = submission("decommissioned")
                .override(LONG)
                .harmed("pace")
                .spark("spark.decommission.enabled", true)
                .spark("spark.storage.decommission.enabled", true)
                .spark("spark.storage.decommission.replicationReattemptInterval", "200ms")
                .spark("spark.storage.decommission.rddBlocks.enabled", true)
                .spark("spark.storage.decommission.shuffleBlocks.enabled", true);
        try (Command command = run.start();
                Command worker = cluster.workers().get(0)) {
            awaitTwoExecutors(run, command);
            decommission(worker);
            Await.until(
                    "an executor that leaves",
                    Duration.ofSeconds(Site.RUN_SECONDS),
                    () -> !command.isAlive() || worker.children().isEmpty());

            assertThat(run.finish(command)).isEqualTo(site.undisturbed(Site.GLYPHS, LONG));
        }
        assertThat(run.events().executorsRemoved()).anyMatch(reason -> reason.contains("decommission"));
    }

    /** As an administrator or a node's own shutdown does. */
    private void decommission(Command worker) throws Exception {
        List<String> words = List.of("bash", "-c", "kill -PWR " + worker.pid());
        try (Command kill =
                Command.start(site.folder(), site.folder().resolve("kill.log"), java.util.Map.of(), words)) {
            assertThat(kill.await(10)).isZero();
        }
    }

    @Test
    void slowTasksWhoseSpeculativeCopiesWin() throws Exception {
        Submission run = submission("speculation")
                .override(SHORT)
                .harmed("slow")
                .spark("spark.speculation", true)
                .spark("spark.speculation.interval", "50ms")
                .spark("spark.speculation.quantile", 0.5)
                .spark("spark.speculation.multiplier", 1)
                .spark("spark.speculation.minTaskRuntime", "50ms");

        assertThat(run.finish()).isEqualTo(site.undisturbed(Site.GLYPHS, SHORT));
        assertThat(run.events().speculativeTasks()).isPositive();
        assertThat(run.events().tasksEnded("TaskKilled")).isPositive();
    }

    @Test
    void tasksThatThrowWhenTheirWorkIsDoneAndCachesThatAreDropped() throws Exception {
        Instant start = Instant.now();
        Submission run = submission("thrown").override(SHORT).harmed("throw,lose-cache");

        assertThat(run.finish()).isEqualTo(site.undisturbed(Site.GLYPHS, SHORT));
        assertThat(run.events().tasksEnded("ExceptionFailure")).isPositive();
        assertThat(run.events().blocksDroppedAndMadeAgain()).isNotEmpty();
        byte[] thrown = "on purpose".getBytes(StandardCharsets.US_ASCII);
        assertThat(Traces.of(thrown, site.folder().resolve("cluster"), start)).contains("stderr");
    }

    @Test
    void shuffleFilesLostBetweenTheStagesOfARound() throws Exception {
        Submission run = submission("lost-shuffle").override(WIDE).harmed("lose-shuffle");

        assertThat(run.finish()).isEqualTo(site.undisturbed(Site.GLYPHS, WIDE));
        assertThat(run.events().tasksEnded("FetchFailed")).isPositive();
    }

    private Submission submission(String name) {
        return new Submission(site, name, Site.GLYPHS).to(cluster.url()).witnessed();
    }

    private void awaitTwoExecutors(Submission run, Command command) throws Exception {
        run.awaitRounds(command, 3);
        Await.until(
                "an executor on each worker",
                Duration.ofSeconds(Site.RUN_SECONDS),
                () -> !command.isAlive() || cluster.launched().size() == 2);
        assertThat(command.isAlive()).as(command.output()).isTrue();
        assertThat(Runs.rounds(site.folder().resolve(run.name()).toString())).isLessThan(Site.LONG_ROUNDS);
    }
}

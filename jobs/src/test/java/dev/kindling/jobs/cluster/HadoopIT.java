package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Data, configuration, checkpoints, models and run folders on HDFS; executors of a standalone cluster and of YARN. */
@Tag("slow")
@ExtendWith(SharedSite.class)
class HadoopIT {

    private static final String LONG = "rounds=" + Site.LONG_ROUNDS;

    private final Site site;
    private final MiniHadoop hadoop;

    HadoopIT(Site site) throws Exception {
        this.site = site;
        this.hadoop = site.hadoop();
    }

    @Test
    void onYarnWithEverythingOnHdfsAndAContainerKilledTheModelHasTheSameBits() throws Exception {
        Submission run = new Submission(site, "yarn", hadoop.url() + "/" + Site.TABLE)
                .to("yarn")
                .option("--deploy-mode", "cluster", "--num-executors", "2")
                .with("HADOOP_CONF_DIR", hadoop.conf().toString())
                .with("KINDLING_DATA", hadoop.url() + "/tables")
                .with("SPARK_LOCAL_IP", "127.0.0.1")
                .spark("spark.executorEnv.JAVA_TOOL_OPTIONS", Command.QUICK_JAVA.get("JAVA_TOOL_OPTIONS"))
                .spark("spark.yarn.appMasterEnv.JAVA_TOOL_OPTIONS", Command.QUICK_JAVA.get("JAVA_TOOL_OPTIONS"))
                .with("SPARK_DIST_CLASSPATH", sparkOnYarn().toString())
                // Its filter on YARN is in a jar that only a whole Spark brings.
                .spark("spark.ui.enabled", false)
                .spark("spark.yarn.jars", "local:" + Site.SPARK + "/jars/*,local:" + sparkOnYarn())
                .spark("spark.yarn.appMasterEnv.SPARK_LOCAL_IP", "127.0.0.1")
                .spark("spark.executorEnv.SPARK_LOCAL_IP", "127.0.0.1")
                .harmed("hold")
                .witnessed()
                .out(hadoop.url() + "/runs/yarn");
        try (Command command = run.start()) {
            assertThat(run.awaitHeld(command).destroyForcibly()).isTrue();
            assertThat(command.await(Site.RUN_SECONDS))
                    .as(command.output() + hadoop.containerLogs())
                    .isZero();
        }
        assertThat(Runs.model(hadoop.url() + "/runs/yarn")).isEqualTo(site.undisturbed(Site.TABLE));
        assertThat(run.events().executorsRemovedDuring(stage -> stage.matches("round \\d+ of \\d+: train .*")))
                .isPositive();
    }

    @Test
    void aRunStoppedTwiceGoesOnFromHdfsWithFewerAndThenWithMoreExecutors() throws Exception {
        Submission two = stoppable("resumed-two", 2);
        try (Command command = two.start()) {
            stop(two, command, 6);
        }
        Submission one = stoppable("resumed-one", 1).resume();
        try (Command command = one.start()) {
            stop(one, command, Runs.rounds(folder()) + 6);
        }
        Submission again = stoppable("resumed-again", 2).resume();

        assertThat(again.finish()).isEqualTo(site.undisturbed(Site.GLYPHS, LONG));
        assertThat(one.events().executorsAdded()).isEqualTo(1);
        assertThat(again.events().executorsAdded()).isEqualTo(2);
    }

    private Submission stoppable(String name, int executors) throws Exception {
        return new Submission(site, name, Site.GLYPHS)
                .to(site.cluster().url())
                .override(LONG)
                .spark("spark.cores.max", executors)
                .witnessed()
                .out(folder());
    }

    private void stop(Submission run, Command command, int rounds) throws Exception {
        run.awaitRounds(command, rounds);
        command.interrupt();
        assertThat(command.await(Site.RUN_SECONDS)).as(command.output()).isNotZero();
        assertThat(Runs.rounds(folder())).isLessThan(Site.LONG_ROUNDS);
    }

    private String folder() {
        return hadoop.url() + "/runs/resumed";
    }

    private static Path sparkOnYarn() throws IOException {
        try (Stream<Path> jars = Files.list(Site.TARGET.resolve("spark-yarn"))) {
            return jars.findFirst().orElseThrow();
        }
    }
}

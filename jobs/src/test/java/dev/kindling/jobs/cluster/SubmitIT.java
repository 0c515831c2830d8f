package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways to a standalone cluster: a master and two workers, whose executors are processes of their own. */
@Tag("slow")
@ExtendWith(SharedSite.class)
class SubmitIT {

    private final Site site;
    private final StandaloneCluster cluster;

    SubmitIT(Site site) throws Exception {
        this.site = site;
        this.cluster = site.cluster();
    }

    @Test
    void twoCoresOfOneProcessGiveTheBitsOfOne() throws Exception {
        assertThat(new Submission(site, "two", Site.GLYPHS).master("local[2]").finish())
                .isEqualTo(site.undisturbed(Site.GLYPHS));
    }

    @Test
    void inClientModeTheModelHasTheSameBitsFromAnExecutorOnEachOfTwoWorkers() throws Exception {
        Submission run =
                new Submission(site, "client", Site.GLYPHS).to(cluster.url()).witnessed();

        assertThat(run.finish()).isEqualTo(site.undisturbed(Site.GLYPHS));
        assertThat(run.events().executorsAdded()).isEqualTo(2);
    }

    @Test
    void inClusterModeTheModelHasTheSameBits() throws Exception {
        Submission run = new Submission(site, "cluster-mode", Site.GLYPHS)
                .to(cluster.url())
                .option("--deploy-mode", "cluster");

        assertThat(run.finish()).isEqualTo(site.undisturbed(Site.GLYPHS));
    }

    @Test
    void aRunWithoutSparkSubmitReachesTheClusterToo() throws Exception {
        assertThat(new Submission(site, "direct", Site.GLYPHS)
                        .master(cluster.url())
                        .finish())
                .isEqualTo(site.undisturbed(Site.GLYPHS));
    }

    @Test
    void aDriverOnTheClusterFindsDataInARelativeFolder() throws Exception {
        Submission run = new Submission(site, "table", Site.TABLE)
                .to(cluster.url())
                .option("--deploy-mode", "cluster")
                .with("KINDLING_DATA", "tables");

        assertThat(run.finish()).isEqualTo(site.undisturbed(Site.TABLE));
    }

    @Test
    void missingDataIsTheUsersMistakeAndNamesTheFolderLookedIn() throws Exception {
        Submission run =
                new Submission(site, "missing", Site.TABLE).to(cluster.url()).with("KINDLING_DATA", "nowhere");
        try (Command command = run.start()) {
            assertThat(command.await(Site.RUN_SECONDS)).as(command.output()).isEqualTo(2);
            assertThat(command.output())
                    .contains(site.folder() + "/nowhere/train.csv", "KINDLING_DATA", "driver and executors must share");
        }
    }
}

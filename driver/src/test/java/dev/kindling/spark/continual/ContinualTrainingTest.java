package dev.kindling.spark.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.ClassSequence;
import dev.kindling.continual.ClientOrder;
import dev.kindling.continual.Domain;
import dev.kindling.continual.DomainIncremental;
import dev.kindling.continual.OneClassAtATime;
import dev.kindling.continual.Presence;
import dev.kindling.continual.Query;
import dev.kindling.continual.Reconnaissance;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.TaskIncremental;
import dev.kindling.continual.strategy.ExperienceReplay;
import dev.kindling.continual.strategy.FineTune;
import dev.kindling.continual.strategy.GDumb;
import dev.kindling.continual.strategy.Icarl;
import dev.kindling.continual.strategy.Joint;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.spark.LocalSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Six characters in three experiences of two, four clients. */
class ContinualTrainingTest {

    private static final Glyphs GLYPHS = new Glyphs(6, 12, 60, 30, 1, 1);
    private static final Backprop NETWORK = new Backprop(List.of(64));
    private static final ClassIncremental THREE =
            new ClassIncremental(3, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, new Presence.Always(), 0, 0);

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    private static ContinualState run(Strategy strategy, Scenario scenario) {
        return new Streams(spark, GLYPHS, 4, 3, 3, 4).run(NETWORK, strategy, scenario);
    }

    @Test
    void fineTuningForgetsAndReplayDoesNot() {
        AccuracyMatrix forgetful = run(new FineTune(), THREE).accuracy();
        AccuracyMatrix replaying = run(new ExperienceReplay(60, 32), THREE).accuracy();
        for (int experience = 0; experience < 3; experience++) {
            assertThat(forgetful.accuracy(experience, experience)).isGreaterThan(0.85);
        }
        assertThat(forgetful.pooledAccuracy(2)).isLessThan(0.4);
        assertThat(replaying.pooledAccuracy(2)).isGreaterThan(0.75);
        assertThat(forgetful.forgetting()).isGreaterThan(0.8);
        assertThat(replaying.forgetting()).isLessThan(0.3);
    }

    @Test
    void exemplarsAndAModelOfTheMemoryAloneDoNotForgetEither() {
        ContinualState icarl = run(new Icarl(60, 32, 1000), THREE);
        assertThat(icarl.accuracy().pooledAccuracy(2)).isGreaterThan(0.75);
        assertThat(icarl.carried().memory().size()).isEqualTo(60);
        ContinualState gdumb = run(new GDumb(60, 20), THREE);
        assertThat(gdumb.accuracy().pooledAccuracy(2)).isGreaterThan(0.7);
        assertThat(gdumb.carried().memory().size()).isEqualTo(60);
    }

    @Test
    void jointTrainingKnowsEverything() {
        assertThat(run(new Joint(), THREE).accuracy().pooledAccuracy(2)).isGreaterThan(0.85);
    }

    @Test
    void aTaskThatIsToldIsChosenAmongItsClassesOnly() {
        TaskIncremental told =
                new TaskIncremental(3, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, new Presence.Always(), 0, 0);
        ContinualState known = run(new FineTune(), told);
        ContinualState unknown = run(new FineTune(), THREE);
        assertThat(known.carried().model()).isEqualTo(unknown.carried().model());
        assertThat(known.accuracy().pooledAccuracy(2)).isGreaterThan(0.7);
        assertThat(unknown.accuracy().pooledAccuracy(2)).isLessThan(0.4);
    }

    @Test
    void everyDomainIsLearntAndAskedThroughItsOwnTransform() {
        DomainIncremental permuted = new DomainIncremental(
                3, new Domain.PermutedPixels(), true, ClientOrder.SAME, new Presence.Always(), 0, 0);
        AccuracyMatrix matrix = run(new ExperienceReplay(60, 32), permuted).accuracy();
        for (int experience = 0; experience < 3; experience++) {
            assertThat(matrix.total(2, experience)).isEqualTo(360);
            assertThat(matrix.accuracy(experience, experience)).isGreaterThan(0.8);
        }
        // What is learnt of one permutation says next to nothing of another.
        assertThat(matrix.accuracy(0, 1)).isLessThan(0.5);
    }

    @Test
    void whoIsAbsentTakesNoPart() {
        ClassIncremental late = new ClassIncremental(
                3, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, new Presence.RandomSubset(0.5), 0, 0);
        assertThat(run(new ExperienceReplay(60, 32), late).accuracy().pooledAccuracy(2))
                .isGreaterThan(0.6);
    }

    @Test
    void baseClassesAreAnExperienceBeforeTheFirst() {
        ContinualState state = run(new ExperienceReplay(60, 32), new OneClassAtATime(4, 2, ClassSequence.SHUFFLED));
        assertThat(state.carried().experiences()).isEqualTo(5);
        assertThat(state.accuracy().total(4, 0)).isEqualTo(120);
        assertThat(state.accuracy().accuracy(0, 0)).isGreaterThan(0.85);
        assertThat(state.accuracy().pooledAccuracy(4)).isGreaterThan(0.6);
    }

    @Test
    void jointTrainingTrainsOnlyWhereItIsMeasured() {
        ContinualState sparse = new Streams(spark, GLYPHS, 4, 3, 1, 1, 3).run(NETWORK, new Joint(), THREE);
        ClassIncremental whole =
                new ClassIncremental(1, 0, ClassSequence.SHUFFLED, ClientOrder.SAME, new Presence.Always(), 0, 0);
        ContinualState once = new Streams(spark, GLYPHS, 4, 3, 1, 1).run(NETWORK, new Joint(), whole);
        assertThat(sparse.accuracy().total(1, 0)).isZero();
        assertThat(sparse.accuracy().correct(2, 0)
                        + sparse.accuracy().correct(2, 1)
                        + sparse.accuracy().correct(2, 2))
                .isCloseTo(once.accuracy().correct(0, 0), org.assertj.core.data.Offset.offset(40L));
    }

    @Test
    void whatOthersHoldTravelsToThoseWhoSeeIt() {
        Reconnaissance recon = new Reconnaissance(2, 2, 40, false, 4, new Query.AtRandom());
        ContinualState state = run(new ExperienceReplay(60, 32), recon);
        assertThat(state.carried().experiences()).isGreaterThan(2);
        assertThat(state.accuracy().pooledAccuracy(state.carried().experiences() - 1))
                .isGreaterThan(0.6);
    }

    @Test
    void domainsOfGroupsAreRefused() {
        DomainIncremental groups =
                new DomainIncremental(3, new Domain.Groups(), false, ClientOrder.SAME, new Presence.Always(), 0, 0);
        assertThatThrownBy(() -> run(new FineTune(), groups))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("found domains of groups");
    }
}

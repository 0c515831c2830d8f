package dev.kindling.spark.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.ClassSequence;
import dev.kindling.continual.ClientOrder;
import dev.kindling.continual.Presence;
import dev.kindling.continual.strategy.FineTune;
import dev.kindling.continual.strategy.PrototypeRelation;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.contrastive.PrototypeContrast;
import dev.kindling.learn.contrastive.Relation;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.spark.LocalSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Six characters in three experiences of two, four clients, a small contrast beside prototypes. */
class PrototypeRelationTest {

    private static final PrototypeContrast NETWORK = new PrototypeContrast(
            new DenseNetwork(List.of(64), Activation.RELU, DenseNetwork.Normalise.NONE), List.of(32), 0.1, 2, 1, 0.1);
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

    private static ContinualState run(
            GradientLearner network, Strategy strategy, int partitions, int rounds, int epochs) {
        Glyphs glyphs = new Glyphs(6, 12, 60, 30, 1, 1);
        return new Streams(spark, glyphs, 4, partitions, rounds, epochs).run(network, strategy, THREE);
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void charactersAreLearntBetterThanByChanceAndTheFirstOnesAreNotAllForgotten(Relation over) {
        ContinualState kept = run(NETWORK, new PrototypeRelation(4, 1, over), 3, 2, 4);
        for (int experience = 0; experience < 3; experience++) {
            assertThat(kept.accuracy().accuracy(experience, experience)).isGreaterThan(0.8);
        }
        // By chance a sixth, and a third where only the last two are known.
        assertThat(kept.accuracy().pooledAccuracy(2)).isGreaterThan(0.4);
    }

    @Test
    void withoutRelationsItIsFineTuning() {
        ContinualState none = run(NETWORK, new PrototypeRelation(0, 1, Relation.SAMPLES), 3, 1, 1);
        ContinualState fine = run(NETWORK, new FineTune(), 3, 1, 1);
        assertThat(none.carried().model()).isEqualTo(fine.carried().model());
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void theResultHasTheSameBitsForAnyPartitioning(Relation over) {
        PrototypeRelation strategy = new PrototypeRelation(4, 1, over);
        ContinualState one = run(NETWORK, strategy, 1, 1, 1);
        ContinualState seven = run(NETWORK, strategy, 7, 1, 1);
        assertThat(seven.carried().model()).isEqualTo(one.carried().model());
        assertThat(seven.accuracy()).isEqualTo(one.accuracy());
    }

    @Test
    void aLearnerWithoutPrototypesIsRefused() {
        assertThatThrownBy(() -> run(new Backprop(List.of(8)), PrototypeRelation.defaults(), 3, 1, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("set learner = prototype-contrast");
    }
}

package dev.kindling.spark.continual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.continual.ClassIncremental;
import dev.kindling.continual.ClassSequence;
import dev.kindling.continual.ClientOrder;
import dev.kindling.continual.Presence;
import dev.kindling.continual.strategy.Ewc;
import dev.kindling.continual.strategy.ExperienceReplay;
import dev.kindling.continual.strategy.FineTune;
import dev.kindling.continual.strategy.Icarl;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.continual.strategy.SynapticIntelligence;
import dev.kindling.data.glyphs.Glyphs;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.network.ConvNet;
import dev.kindling.spark.LocalSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies against forgetting with a network of convolutions: six characters in three experiences of two. */
class ConvStrategiesTest {

    private static final NetworkBackprop NETWORK = new NetworkBackprop(new ConvNet(6, 2));
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

    private static ContinualState run(Strategy strategy, int partitions, int rounds, int epochs) {
        Glyphs glyphs = new Glyphs(6, 12, 60, 12, 1, 1);
        return new Streams(spark, glyphs, 4, partitions, rounds, epochs).run(NETWORK, strategy, THREE);
    }

    @Tag("slow")
    @Test
    void replayForgetsLessThanFineTuning() {
        double forgetful = run(new FineTune(), 3, 2, 4).accuracy().pooledAccuracy(2);
        double replaying = run(new ExperienceReplay(60, 32), 3, 2, 4).accuracy().pooledAccuracy(2);
        assertThat(replaying).isGreaterThan(forgetful + 0.2);
    }

    static List<Strategy> strategies() {
        return List.of(new Ewc(10, 0.9), new SynapticIntelligence(10, 0.01), new Icarl(20, 8, 30));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theResultHasTheSameBitsForAnyPartitioning(Strategy strategy) {
        ContinualState one = run(strategy, 1, 1, 1);
        for (int partitions : new int[] {7, 64}) {
            ContinualState other = run(strategy, partitions, 1, 1);
            assertThat(other.carried().model()).isEqualTo(one.carried().model());
            assertThat(other.carried().importance()).isEqualTo(one.carried().importance());
            assertThat(other.accuracy()).isEqualTo(one.accuracy());
        }
        if (strategy instanceof Ewc) {
            float[] importance =
                    java.util.Objects.requireNonNull(one.carried().importance()).values();
            float largest = 0;
            for (float value : importance) {
                largest = Math.max(largest, value);
            }
            assertThat(largest).isPositive();
        }
    }
}

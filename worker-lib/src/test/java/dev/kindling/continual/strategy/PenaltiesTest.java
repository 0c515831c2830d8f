package dev.kindling.continual.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Client;
import dev.kindling.data.HandMade;
import dev.kindling.federated.RoundContext;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.nn.UpdateRule;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** EWC and synaptic intelligence on a softmax regression of one input and two classes, worked by hand. */
class PenaltiesTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(1), 2);
    private static final Backprop NETWORK = new Backprop(List.of());

    private static Parameters parameters(float... values) {
        return new Parameters(NETWORK.layout(PROBLEM), values);
    }

    @Test
    void thePenaltysGradientIsAddedToThatOfWeightsAndBiases() {
        GradientSum sum = new GradientSum(4);
        UpdateRule rule = new PenalisedRule(sum, new float[] {1, 2, 3, 4}, 10, new float[] {0, 0, 1, 1});
        rule.beginStep(1);
        float[] at = {0.5f, -1, 1, 3};
        rule.product(at, 0, new float[] {2, 0}, new float[] {3, 5, 0, 0}, 1, 1, 2);
        rule.vector(at, 2, new float[] {7, 7}, 2);
        // 2 x 3 + 10 x 1 x 0.5; 2 x 5 + 10 x 2 x -1; 7 + 10 x 3 x 0; 7 + 10 x 4 x 2.
        assertThat(sum.gradient()).containsExactly(11, -10, 7, 87);
    }

    @Test
    void aClientMeasuresTheMeanFisherOfItsExamples() {
        Client client = new Client(3, HandMade.examples(new float[][] {{2}, {4}}, 0, 1));
        float[] measured = new FisherMeasurement(NETWORK, PROBLEM)
                .open(parameters(0, 0, 0, 0), new RoundContext(1, 0, 1, 2))
                .train(client)
                .trained();
        // (4 + 16) / 2 x 1/4, and 1/4 for a bias.
        assertThat(measured).usingElementComparator(PenaltiesTest::nearly).containsExactly(2.5f, 2.5f, 0.25f, 0.25f);
    }

    /** The root of 1/2 is rounded. */
    private static int nearly(float one, float other) {
        return Math.abs(one - other) < 1e-6f ? 0 : Float.compare(one, other);
    }

    @Test
    void theFisherDecaysAndTheNewOneIsAdded() {
        Carried before = Carried.start(parameters(0, 0, 0, 0)).withImportance(parameters(8, 6, 4, 2));
        Carried after = new KeepFisher(0.5)
                .after(new ExperienceEnd(
                        NETWORK, PROBLEM, before, 2, parameters(1, 1, 1, 1), parameters(1, 2, 3, 4), Memory.empty()));
        assertThat(Objects.requireNonNull(after.importance()).values()).containsExactly(5, 5, 5, 5);
        assertThat(after.model()).isEqualTo(parameters(1, 1, 1, 1));
        assertThat(after.experiences()).isEqualTo(1);
    }

    @Test
    void thePathIntegralIsMinusGradientTimesStepWithoutThePenaltysPart() {
        float[] anchor = {0, 0, 0, 0};
        UpdateRule sgd = Sgd.of(0.1).start(8);
        UpdateRule rule = new PathRule(new PenalisedRule(sgd, new float[] {1, 1, 1, 1}, 10, anchor), 4);
        float[] at = {1, 0, 0, 0, 0, 0, 0, 0};
        rule.beginStep(1);
        rule.product(at, 0, new float[] {1, 0}, new float[] {2, 4, 0, 0}, 1, 1, 2);
        rule.vector(at, 2, new float[] {1, 0}, 2);
        // First weight: gradient 2, penalty 10, step -1.2; second: 4, 0, -0.4; first bias: 1, 0, -0.1.
        float[] expected = {-0.2f, -0.4f, -0.1f, 0, 2.4f, 1.6f, 0.1f, 0};
        for (int i = 0; i < at.length; i++) {
            assertThat(at[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void importanceGrowsByThePathOverTheSquaredMoveAndNeverFalls() {
        KeepPath keeping = new KeepPath(0.05);
        Layout layout = keeping.layout(NETWORK.layout(PROBLEM));
        assertThat(layout.size()).isEqualTo(8);
        assertThat(layout.blocks()).isEqualTo(2);
        Carried before = Carried.start(parameters(0, 0, 0, 0)).withImportance(parameters(1, 1, 1, 1));
        Parameters trained = new Parameters(layout, new float[] {0.5f, 0, 0, 0, 0.6f, 0.1f, -0.3f, 0});
        Carried after = keeping.after(new ExperienceEnd(NETWORK, PROBLEM, before, 2, trained, null, Memory.empty()));
        float[] importance = Objects.requireNonNull(after.importance()).values();
        // 1 + 0.6 / (0.25 + 0.05); 1 + 0.1 / 0.05; a negative path does not count.
        float[] expected = {3, 3, 1, 1};
        for (int i = 0; i < 4; i++) {
            assertThat(importance[i]).isCloseTo(expected[i], within(1e-5f));
        }
        assertThat(after.model()).isEqualTo(parameters(0.5f, 0, 0, 0));
    }

    @Test
    void aPathBeginsAtZeroInEveryExperience() {
        StrategyLearner learner = new StrategyLearner(
                NETWORK, SynapticIntelligence.defaults(), () -> Carried.start(parameters(1, 2, 3, 4)));
        Parameters begun = learner.begin(PROBLEM, parameters(1, 2, 3, 4));
        assertThat(begun.values()).containsExactly(1, 2, 3, 4, 0, 0, 0, 0);
        assertThat(Arrays.copyOf(begun.values(), 4))
                .isEqualTo(parameters(1, 2, 3, 4).values());
    }
}

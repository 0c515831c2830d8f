package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Problem;
import dev.kindling.nn.GradientSum;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two classes, two features, so the input is the label alone: length 1 makes it (1, 0) or (0, 1). One unit with weights
 * (2, 1): goodness 4 under label 0 and 1 under label 1 (less 2e-4 relative, for the 1e-4 in the normaliser).
 */
class HandWorkedTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(2), 2);
    private static final double ROUNDING = 2e-3;

    private final ForwardForward learner = new ForwardForward(
            List.of(1),
            Loss.LOGISTIC,
            Goodness.SUM,
            2,
            4,
            Normalisation.LENGTH,
            Negatives.RANDOM,
            0.5,
            0,
            Prediction.GOODNESS,
            1);
    private final float[] parameters = {2, 1, 0};
    private final Batch batch = Toy.batch(new Examples(new FloatFeatures(1, 2, new float[] {9, 9}), new int[] {0}));

    @Test
    void theLogisticLossIsThatOfTheTwoMargins() {
        double loss = learner.trainer(PROBLEM, 1, new GradientSum(3)).step(parameters, batch, 1, stream());

        // softplus(2 - 4) + softplus(1 - 2)
        assertThat(loss).isCloseTo(0.126928 + 0.313262, within(ROUNDING));
    }

    @Test
    void theGradientIsTwiceTheActivityTimesTheErrorProbability() {
        GradientSum rule = new GradientSum(3);
        learner.trainer(PROBLEM, 1, rule).step(parameters, batch, 1, stream());

        // sigmoid(-2) = 0.119203 on z = 2, sigmoid(-1) = 0.268941 on z = 1
        assertThat(rule.gradient()[0]).isCloseTo(-0.476812f, within((float) ROUNDING));
        assertThat(rule.gradient()[1]).isCloseTo(0.537883f, within((float) ROUNDING));
        assertThat(rule.gradient()[2]).isCloseTo(0.061071f, within((float) ROUNDING));
    }

    @Test
    void theScoreOfALabelIsItsGoodness() {
        float[] scores = new float[2];
        learner.classifier(PROBLEM, 1).scores(parameters, batch, scores);

        assertThat(scores).containsExactly(new float[] {4, 1}, within((float) ROUNDING));
    }

    private static RandomStream stream() {
        return RandomStream.of(1, "step");
    }
}

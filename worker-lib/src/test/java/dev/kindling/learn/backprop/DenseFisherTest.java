package dev.kindling.learn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.learn.Problem;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenseFisherTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(5), 3);
    private static final int ROWS = 6;

    @Test
    void twoEvenClassesWorkedByHand() {
        // p = 1/2 each, so the gradient by a class's weight is +-x/2 whatever the label, and by its bias +-1/2.
        Backprop regression = new Backprop(List.of());
        Problem even = new Problem(Shape.flat(1), 2);
        double[] sum = new double[4];
        regression
                .fisher(even, 4)
                .add(new float[4], HandMade.batch(HandMade.examples(new float[][] {{2}, {4}}, 0, 0)), sum);
        assertThat(sum).usingComparatorWithPrecision(1e-6).containsExactly(1 + 4, 1 + 4, 0.25 + 0.25, 0.25 + 0.25);
    }

    @Test
    void theSumIsThatOfSquaredGradientsOfSingleExamplesWeightedByTheModelsOwnProbabilities() {
        Backprop learner = new Backprop(List.of(7, 4));
        RandomStream random = RandomStream.of(5, "fisher");
        float[] parameters = new float[learner.layout(PROBLEM).size()];
        learner.initialise(PROBLEM, parameters, random);
        float[] inputs = new float[ROWS * 5];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        double[] expected = new double[parameters.length];
        for (int row = 0; row < ROWS; row++) {
            for (int label = 0; label < 3; label++) {
                addSquares(learner, parameters, row(inputs, row, label), expected);
            }
        }
        double[] sum = new double[parameters.length];
        learner.fisher(PROBLEM, ROWS)
                .add(parameters, HandMade.batch(new Examples(new FloatFeatures(ROWS, 5, inputs), new int[ROWS])), sum);
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(expected[i], within(1e-6 + 1e-4 * expected[i]));
        }
        assertThat(sum[0]).isPositive();
    }

    private static Examples row(float[] inputs, int row, int label) {
        float[] one = java.util.Arrays.copyOfRange(inputs, row * 5, row * 5 + 5);
        return new Examples(new FloatFeatures(1, 5, one), new int[] {label});
    }

    private static void addSquares(Backprop learner, float[] parameters, Examples one, double[] into) {
        GradientSum gradient = new GradientSum(parameters.length);
        learner.trainer(PROBLEM, 1, gradient).step(parameters, HandMade.batch(one), 1, RandomStream.of(0, "unused"));
        float[] scores = new float[3];
        learner.classifier(PROBLEM, 1).scores(parameters, HandMade.batch(one), scores);
        float[] probabilities = new float[3];
        SoftmaxCrossEntropy.softmaxRow(scores, 0, 3, probabilities);
        for (int i = 0; i < into.length; i++) {
            double g = gradient.gradient()[i];
            into[i] += probabilities[one.label(0)] * g * g;
        }
    }
}

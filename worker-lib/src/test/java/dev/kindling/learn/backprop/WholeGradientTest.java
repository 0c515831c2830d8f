package dev.kindling.learn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.data.HandMade;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Activation;
import dev.kindling.nn.GradientSum;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeGradientTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(5), 3);
    private static final int ROWS = 7;
    private static final double STEP = 1e-2;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void theGradientIsTheSlopeOfTheMeanLoss(int hiddenLayers) {
        for (Activation activation : Activation.values()) {
            requireSlope(new Backprop(List.of(6, 4, 5).subList(0, hiddenLayers), activation));
        }
    }

    private static void requireSlope(Backprop learner) {
        float[] parameters = new float[learner.layout(PROBLEM).size()];
        RandomStream random = RandomStream.of(11, "point", learner.hidden().size());
        learner.initialise(PROBLEM, parameters, random);
        for (int i = 0; i < parameters.length; i++) {
            // Biases off zero, or every ReLU of a dead row would sit on its kink.
            parameters[i] += (float) (0.1 * random.nextGaussian());
        }
        Batch batch = HandMade.batch(examples(random));
        GradientSum sum = new GradientSum(parameters.length);
        Trainer trainer = learner.trainer(PROBLEM, ROWS, sum);
        trainer.step(parameters, batch, 1, random);
        float[] gradient = sum.gradient().clone();
        int kinks = 0;
        for (int i = 0; i < parameters.length; i++) {
            double coarse = slope(trainer, parameters, batch, i, STEP);
            double fine = slope(trainer, parameters, batch, i, STEP / 2);
            if (Math.abs(coarse - fine) > 2e-4) {
                // A ReLU switches within the step: there is no slope to compare with.
                kinks++;
            } else {
                assertThat((double) gradient[i]).isCloseTo(fine, within(5e-4));
            }
        }
        assertThat(kinks).isLessThan(parameters.length / 4);
    }

    private static double slope(Trainer trainer, float[] parameters, Batch batch, int i, double step) {
        RandomStream unused = RandomStream.of(0, "unused");
        float held = parameters[i];
        parameters[i] = (float) (held + step);
        double above = parameters[i];
        double lossAbove = trainer.step(parameters, batch, 1, unused);
        parameters[i] = (float) (held - step);
        double below = parameters[i];
        double lossBelow = trainer.step(parameters, batch, 1, unused);
        parameters[i] = held;
        return (lossAbove - lossBelow) / (above - below) / ROWS;
    }

    private static Examples examples(RandomStream random) {
        float[] values = new float[ROWS * 5];
        int[] labels = new int[ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextInt(3);
        }
        return new Examples(new FloatFeatures(ROWS, 5, values), labels);
    }
}

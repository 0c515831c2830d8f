package dev.kindling.spark.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

@Tag("slow")
class DenseNetworkTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(5), 3);
    private static final int ROWS = 11;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void bothNetworksGiveTheSameProbabilitiesAndTheSameValuesComeBack(Activation activation) {
        Backprop learner = new Backprop(List.of(7, 4), activation);
        Parameters ours = random(learner);
        float[] inputs = new float[ROWS * 5];
        RandomStream random = RandomStream.of(9, "inputs");
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }

        MultiLayerNetwork network = DenseNetwork.of(ours, activation, 0.1, 1);
        float[] theirs = network.output(Nd4j.create(inputs, new int[] {ROWS, 5}, 'c'))
                .dup('c')
                .data()
                .asFloat();

        double[] expected = probabilities(learner, ours, inputs);
        assertThat(theirs).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) theirs[i]).isCloseTo(expected[i], within(1e-5));
        }
        assertThat(DenseNetwork.values(network, ours.layout())).isEqualTo(ours);
    }

    @Test
    void noSeedOfARunBecomesTheSeedThatMeansNone() {
        for (long seed = -50; seed <= 50; seed++) {
            assertThat(ParameterAveraging.seedOf(seed)).isNotZero();
        }
        assertThat(ParameterAveraging.seedOf(0)).isNotEqualTo(ParameterAveraging.seedOf(1));
        Parameters any = random(new Backprop(List.of()));
        assertThatThrownBy(() -> DenseNetwork.of(any, Activation.RELU, 0.1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a seed of 0 means none to ND4J");
    }

    private static Parameters random(Backprop learner) {
        float[] values = new float[learner.layout(PROBLEM).size()];
        RandomStream random = RandomStream.of(8, "values");
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Parameters(learner.layout(PROBLEM), values);
    }

    private static double[] probabilities(Backprop learner, Parameters model, float[] inputs) {
        Batch batch = new Batch(ROWS, 5);
        batch.fill(new Examples(new FloatFeatures(ROWS, 5, inputs), new int[ROWS]), 0, ROWS);
        float[] logits = new float[ROWS * 3];
        learner.classifier(PROBLEM, ROWS).scores(model.values(), batch, logits);
        double[] probabilities = new double[logits.length];
        for (int row = 0; row < ROWS; row++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.exp(logits[row * 3 + c]);
            }
            for (int c = 0; c < 3; c++) {
                probabilities[row * 3 + c] = Math.exp(logits[row * 3 + c]) / sum;
            }
        }
        return probabilities;
    }
}

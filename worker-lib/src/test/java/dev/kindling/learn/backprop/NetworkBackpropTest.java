package dev.kindling.learn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Encoder;
import dev.kindling.learn.Classifier;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkBackpropTest {

    private static final Problem SMALL = new Problem(new Shape(2, 4, 4), 3);
    private static final int ROWS = 6;

    static List<Architecture> architectures() {
        return List.of(
                new ConvNet(3, 2),
                new DenseNetwork(List.of(6, 5), Activation.RELU, Normalise.NONE),
                new DenseNetwork(List.of(6, 5), Activation.SIGMOID, Normalise.LAYER),
                new Vgg(List.of(3, 4), List.of(2)),
                new ResNet(1, List.of(3, 4)));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theGradientIsTheSlopeOfTheMeanLoss(Architecture architecture) {
        NetworkBackprop learner = new NetworkBackprop(architecture);
        Slopes.require(learner, SMALL, Slopes.batch(SMALL, ROWS, 1), tensor -> true);
    }

    @Test
    void ofDenseLayersItIsThePerceptronToTheBit() {
        NetworkBackprop network =
                new NetworkBackprop(new DenseNetwork(List.of(20, 10), Activation.RELU, Normalise.NONE));
        Backprop perceptron = new Backprop(List.of(20, 10));
        Problem problem = new Problem(new Shape(1, 7, 7), 4);
        assertThat(trained(network, problem)).isEqualTo(trained(perceptron, problem));
    }

    private static float[] trained(GradientLearner learner, Problem problem) {
        float[] parameters = new float[learner.layout(problem).size()];
        learner.initialise(problem, parameters, RandomStream.of(3, "start"));
        Trainer trainer = learner.trainer(problem, 12, new Sgd(0.1, 0.9, 0).start(parameters.length));
        for (int step = 0; step < 5; step++) {
            trainer.step(parameters, Slopes.batch(problem, 12, step), 1, RandomStream.of(1, "unused"));
        }
        return parameters;
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theFisherDiagonalIsTheSumOfSquaredSlopesOfWhatIsScored(Architecture architecture) {
        NetworkBackprop learner = new NetworkBackprop(architecture);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 2);
        double[] sum = new double[parameters.length];
        learner.fisher(SMALL, ROWS).add(parameters, batch, sum);
        Classifier classifier = learner.classifier(SMALL, ROWS);
        int kinks = 0;
        int checked = 0;
        for (Layout.Tensor tensor : learner.layout(SMALL).tensors()) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i += 5) {
                if (tensor.name().contains("running")) {
                    assertThat(sum[i]).isZero();
                    continue;
                }
                double expected = squaredSlopes(classifier, parameters, i, batch);
                kinks += Math.abs(sum[i] - expected) <= 1e-3 + 0.03 * expected ? 0 : 1;
                checked++;
            }
        }
        // A quotient across a ReLU's kink is no slope.
        assertThat(kinks).isLessThanOrEqualTo(checked / 20);
        assertThat(Arrays.stream(sum).max().orElseThrow()).isGreaterThan(0.1);
    }

    private static double squaredSlopes(Classifier classifier, float[] parameters, int index, Batch batch) {
        float step = 2e-3f;
        float[] here = logProbabilities(classifier, parameters, batch);
        float[] moved = parameters.clone();
        moved[index] = parameters[index] + step;
        float[] above = logProbabilities(classifier, moved, batch);
        moved[index] = parameters[index] - step;
        float[] below = logProbabilities(classifier, moved, batch);
        double sum = 0;
        for (int i = 0; i < here.length; i++) {
            double slope = (above[i] - below[i]) / (2.0 * step);
            sum += Math.exp(here[i]) * slope * slope;
        }
        return sum;
    }

    private static float[] logProbabilities(Classifier classifier, float[] parameters, Batch batch) {
        float[] scores = new float[ROWS * 3];
        classifier.scores(parameters, batch, scores);
        float[] unused = new float[scores.length];
        for (int row = 0; row < ROWS; row++) {
            float logSum = (float) SoftmaxCrossEntropy.softmaxRow(scores, row * 3, 3, unused);
            for (int c = row * 3; c < row * 3 + 3; c++) {
                scores[c] -= logSum;
            }
        }
        return scores;
    }

    @Test
    void theFisherDiagonalOfDenseLayersIsThePerceptrons() {
        NetworkBackprop network = new NetworkBackprop(new DenseNetwork(List.of(7, 4), Activation.RELU, Normalise.NONE));
        float[] parameters = Slopes.point(network, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 2);
        double[] sum = new double[parameters.length];
        double[] expected = new double[parameters.length];
        network.fisher(SMALL, ROWS).add(parameters, batch, sum);
        new Backprop(List.of(7, 4)).fisher(SMALL, ROWS).add(parameters, batch, expected);
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(expected[i], within(1e-6 + 1e-4 * expected[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void scoresFeaturesAndEmbeddingsOfAnExampleDoNotDependOnItsBatch(Architecture architecture) {
        NetworkBackprop learner = new NetworkBackprop(architecture);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, ROWS, 2);
        int width = learner.featureWidth(SMALL);
        float[] scores = new float[ROWS * 3];
        learner.classifier(SMALL, ROWS).scores(parameters, batch, scores);
        float[] features = new float[ROWS * width];
        learner.featureMap(SMALL, ROWS).features(parameters, batch, features);
        Encoder encoder = learner.encoder(SMALL, new Parameters(learner.layout(SMALL), parameters));
        assertThat(encoder.dimension(SMALL.input())).isEqualTo(width);
        for (int row = 0; row < ROWS; row++) {
            Batch one = new Batch(1, SMALL.input().size());
            System.arraycopy(batch.inputs(), row * one.width(), one.inputs(), 0, one.width());
            float[] embedding = new float[width];
            encoder.open(SMALL.input(), 1).embed(one.inputs(), 1, embedding);
            assertThat(embedding).isEqualTo(Arrays.copyOfRange(features, row * width, (row + 1) * width));
            float[] score = new float[3];
            one.append(
                    new Examples(
                            new FloatFeatures(1, one.width(), Arrays.copyOf(one.inputs(), one.width())), new int[1]),
                    0);
            learner.classifier(SMALL, 1).scores(parameters, one, score);
            assertThat(score).isEqualTo(Arrays.copyOfRange(scores, row * 3, row * 3 + 3));
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void aStepAllocatesNothingOnceWarm(Architecture architecture) {
        NetworkBackprop learner = new NetworkBackprop(architecture);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }
}

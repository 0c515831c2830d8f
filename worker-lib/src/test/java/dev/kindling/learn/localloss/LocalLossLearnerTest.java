package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.ResNet;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalLossLearnerTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final int ROWS = 7;
    private static final DenseNetwork DENSE = new DenseNetwork(List.of(6, 5, 4), Activation.SIGMOID, Normalise.NONE);
    private static final ConvNet CONV = new ConvNet(3, 2);

    static Stream<Arguments> learners() {
        Auxiliary pool = new Auxiliary.Pool(2);
        List<LocalLoss> losses = List.of(
                new CrossEntropy(pool),
                new CrossEntropy(new AugLocal(1, 0.5)),
                new CrossEntropy(new Dgl()),
                new MonoForward(),
                new PredSim(0.99, pool),
                new PredSim(0.5, pool));
        return losses.stream().flatMap(loss -> Stream.of(DENSE, CONV, new ResNet(1, List.of(2, 3)))
                .map(network -> Arguments.of(new LocalLossLearner(network, loss, Prediction.LAST_BLOCK))));
    }

    /** The sum's slope by what belongs to the last block is its own loss's, since nothing stands behind it. */
    @ParameterizedTest
    @MethodSource("learners")
    void theGradientOfTheLastBlockIsTheSlopeOfTheLoss(LocalLossLearner learner) {
        int last = learner.layout(SMALL).blocks() - 1;
        Slopes.require(learner, SMALL, Slopes.batch(SMALL, ROWS, 1), tensor -> tensor.block() == last);
    }

    /** A network that ends behind the first block has the same first block, and there the whole slope is its own loss's. */
    @ParameterizedTest
    @MethodSource("losses")
    void theGradientOfEachBlockIsThatOfANetworkThatEndsThere(LocalLoss loss) {
        LocalLossLearner whole = new LocalLossLearner(DENSE, loss, Prediction.LAST_BLOCK);
        float[] parameters = Slopes.point(whole, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] gradient = Slopes.gradient(whole, SMALL, parameters, batch);
        for (int blocks = 1; blocks < 3; blocks++) {
            Architecture cut = new DenseNetwork(DENSE.hidden().subList(0, blocks), Activation.SIGMOID, Normalise.NONE);
            LocalLossLearner part = new LocalLossLearner(cut, loss, Prediction.LAST_BLOCK);
            int size = part.layout(SMALL).size();
            assertThat(Slopes.gradient(part, SMALL, Arrays.copyOf(parameters, size), batch))
                    .isEqualTo(Arrays.copyOf(gradient, size));
        }
    }

    static List<LocalLoss> losses() {
        return List.of(CrossEntropy.defaults(), new MonoForward(), PredSim.defaults());
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatABlockLearnsDoesNotDependOnTheBlocksBehindIt(LocalLossLearner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] gradient = Slopes.gradient(learner, SMALL, parameters, batch);
        Layout layout = learner.layout(SMALL);
        for (int block = 1; block < layout.blocks(); block++) {
            int start = layout.blockStart(block);
            float[] other = parameters.clone();
            for (int i = start; i < other.length; i++) {
                other[i] = -0.7f * other[i] + 0.1f;
            }
            float[] changed = Slopes.gradient(learner, SMALL, other, batch);
            assertThat(Arrays.copyOf(changed, start)).isEqualTo(Arrays.copyOf(gradient, start));
            assertThat(changed).isNotEqualTo(gradient);
        }
    }

    @Test
    void aBlockOfOneLayerWithCrossEntropyIsAPerceptronWithOneHiddenLayer() {
        Problem problem = new Problem(new Shape(1, 5, 5), 4);
        DenseNetwork one = new DenseNetwork(List.of(8), Activation.RELU, Normalise.NONE);
        LocalLossLearner local = new LocalLossLearner(one, CrossEntropy.defaults(), Prediction.LAST_BLOCK);
        Backprop perceptron = new Backprop(List.of(8));
        float[] parameters = Slopes.point(local, problem, 1);
        Batch batch = Slopes.batch(problem, 12, 2);
        assertThat(Slopes.gradient(local, problem, parameters, batch))
                .isEqualTo(Slopes.gradient(perceptron, problem, parameters, batch));
    }

    @Test
    void predictionIsTheLastBlocksOrTheSumOfAll() {
        LocalLossLearner last = new LocalLossLearner(DENSE, CrossEntropy.defaults(), Prediction.LAST_BLOCK);
        LocalLossLearner all = new LocalLossLearner(DENSE, CrossEntropy.defaults(), Prediction.ALL_BLOCKS);
        float[] parameters = Slopes.point(last, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] sum = new float[ROWS * 3];
        for (int blocks = 1; blocks <= 3; blocks++) {
            Architecture cut = new DenseNetwork(DENSE.hidden().subList(0, blocks), Activation.SIGMOID, Normalise.NONE);
            LocalLossLearner part = new LocalLossLearner(cut, CrossEntropy.defaults(), Prediction.LAST_BLOCK);
            float[] scores =
                    scores(part, Arrays.copyOf(parameters, part.layout(SMALL).size()), batch);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += scores[i];
            }
            if (blocks == 3) {
                assertThat(scores(last, parameters, batch)).isEqualTo(scores);
            }
        }
        assertThat(scores(all, parameters, batch)).isEqualTo(sum);
    }

    private static float[] scores(LocalLossLearner learner, float[] parameters, Batch batch) {
        float[] scores = new float[batch.size() * 3];
        learner.classifier(SMALL, batch.size()).scores(parameters, batch, scores);
        return scores;
    }

    @Test
    void theEncoderGivesTheLastBlocksOutputs() {
        LocalLossLearner learner = new LocalLossLearner(CONV, PredSim.defaults(), Prediction.LAST_BLOCK);
        Layout layout = learner.layout(SMALL);
        assertThat(layout.blocks()).isEqualTo(2);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Encoder encoder = learner.encoder(SMALL, new Parameters(layout, parameters));
        assertThat(encoder.dimension(SMALL.input())).isEqualTo(3);
        float[] inputs = Slopes.batch(SMALL, 2, 4).inputs();
        float[] before = new float[6];
        encoder.open(SMALL.input(), 2).embed(inputs, 2, before);
        for (Layout.Tensor tensor : layout.tensors()) {
            if (tensor.name().startsWith("local")) {
                Arrays.fill(parameters, tensor.offset(), tensor.offset() + tensor.size(), 9);
            }
        }
        float[] after = new float[6];
        encoder.open(SMALL.input(), 2).embed(inputs, 2, after);
        assertThat(after).isEqualTo(before);
        parameters[layout.tensor("block1.0.weight").offset()] += 5;
        encoder.open(SMALL.input(), 2).embed(inputs, 2, after);
        assertThat(after).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aStepAllocatesNothingOnceWarm(LocalLossLearner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void patternsAreLearnt(LocalLoss loss) {
        Problem problem = new Problem(new Shape(1, 6, 6), 4);
        LocalLossLearner learner = new LocalLossLearner(
                new DenseNetwork(List.of(32, 32), Activation.RELU, Normalise.NONE), loss, Prediction.LAST_BLOCK);
        float[] parameters = new float[learner.layout(problem).size()];
        learner.initialise(problem, parameters, RandomStream.of(3, "start"));
        Trainer trainer = learner.trainer(problem, 64, Adam.of(3e-3).start(parameters.length));
        Batch batch = Slopes.batch(problem, 64, 9);
        for (int step = 0; step < 300; step++) {
            trainer.step(parameters, batch, 1, RandomStream.of(4, "train"));
        }
        float[] scores = new float[64 * 4];
        learner.classifier(problem, 64).scores(parameters, batch, scores);
        int right = 0;
        for (int row = 0; row < 64; row++) {
            int best = row * 4;
            for (int c = row * 4; c < row * 4 + 4; c++) {
                best = scores[c] > scores[best] ? c : best;
            }
            right += best - row * 4 == batch.label(row) ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(60);
    }

    @Test
    void similaritiesAreThoseWorkedByHand() {
        // Rows less their means: (1, -1), (-2, 2), (3, -3); cosines -1 and 1. Labels 0, 1, 0 of two classes want just
        // that.
        Similarity similarity = new Similarity(3, 2, 2);
        float[] values = {5, 3, 0, 4, 6, 0, 0, 0};
        float[] deltas = new float[8];
        Batch fitting = labelled(0, 1, 0);
        assertThat(similarity.lossAndDelta(values, fitting, 1, deltas)).isCloseTo(0, within(1e-9));
        // All of one class: four of nine cosines are -1 instead of 1, each a square of 4; times three rows.
        assertThat(similarity.lossAndDelta(values, labelled(1, 1, 1), 0.5f, deltas))
                .isCloseTo(0.5 * 16 / 9 * 3, within(1e-5));
    }

    @Test
    void aRowOfEqualValuesHasNoDirectionAndGetsNoGradient() {
        Similarity similarity = new Similarity(2, 2, 2);
        float[] deltas = new float[6];
        double loss = similarity.lossAndDelta(new float[] {3, 3, 1, 2, 0, 0}, labelled(0, 0), 1, deltas);
        assertThat(loss).isCloseTo((1 + 1 + 1) / 4.0 * 2, within(1e-6));
        assertThat(deltas[0]).isZero();
        assertThat(deltas[1]).isZero();
    }

    private static Batch labelled(int... labels) {
        return HandMade.batch(HandMade.examples(new float[labels.length][1], labels));
    }

    @Test
    void deviationsAreThoseWorkedByHand() {
        Deviations deviations = new Deviations(2, 2, 1);
        float[] maps = {1, 5, 3, 5};
        assertThat(Arrays.copyOf(deviations.of(maps, 1), 2)).containsExactly((float) Math.sqrt(2), 0f);
        float[] deltas = new float[4];
        deviations.backward(maps, new float[] {1, 1}, 1, deltas);
        float slope = (float) (1 / Math.sqrt(2));
        assertThat(deltas).containsExactly(-slope, 0, slope, 0);
    }

    @Test
    void copiesAreChosenEvenlyFromAllAboveAndFewerTheHigherTheBlock() {
        assertThat(AugLocal.chosen(0, 16, 3)).containsExactly(5, 10, 15);
        assertThat(AugLocal.chosen(13, 16, 3)).containsExactly(14, 15);
        assertThat(AugLocal.chosen(15, 16, 3)).isEmpty();
        AugLocal pyramid = new AugLocal(5, 0.5);
        assertThat(pyramid.copies(0, 16)).isEqualTo(5);
        // At the last one that falls, tau = 0.5 has taken half of 5 and given half of 1.
        assertThat(pyramid.copies(9, 16)).isEqualTo(3);
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new PredSim(1.5, Auxiliary.Pool.defaults()))
                .isInstanceOf(UserMistake.class)
                .hasMessage("beta must be in [0, 1] but was 1.5");
        assertThatThrownBy(() -> new Auxiliary.Pool(0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("side must be at least 1 but was 0");
        assertThatThrownBy(() -> new AugLocal(0, 0.5)).hasMessage("depth must be at least 1 but was 0");
    }
}

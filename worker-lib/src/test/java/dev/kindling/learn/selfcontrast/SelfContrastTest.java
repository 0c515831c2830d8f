package dev.kindling.learn.selfcontrast;

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
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SelfContrastTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final int ROWS = 7;

    static List<Architecture> networks() {
        return List.of(
                new DenseNetwork(List.of(6, 5), Activation.RELU, Normalise.NONE),
                new DenseNetwork(List.of(6), Activation.SIGMOID, Normalise.BATCH),
                new ConvNet(3, 2));
    }

    private static SelfContrast of(Architecture network) {
        return new SelfContrast(network, 0.4, 0.9, 0.01, 2);
    }

    /** With a head of zeros its cross-entropy does not depend on the features, and the rest of the slope is the last block's. */
    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfTheLastBlockIsTheSlopeOfTheLoss(Architecture network) {
        SelfContrast learner = of(network);
        Layout layout = learner.layout(SMALL);
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Arrays.fill(parameters, layout.blockStart(layout.blocks() - 1), parameters.length, 0);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] gradient = Slopes.gradient(learner, SMALL, parameters, batch);
        int checked = 0;
        for (int i = layout.blockStart(layout.blocks() - 2); i < layout.blockStart(layout.blocks() - 1); i += 2) {
            assertThat(slope(learner, parameters, i, batch, 1e-3f))
                    .as("by " + i)
                    .isCloseTo(gradient[i], within(2e-3 + 0.03 * Math.abs(gradient[i])));
            checked++;
        }
        assertThat(checked).isGreaterThan(10);
    }

    private static double slope(SelfContrast learner, float[] parameters, int index, Batch batch, float step) {
        float[] moved = parameters.clone();
        moved[index] = parameters[index] + step;
        double above = loss(learner, moved, batch);
        moved[index] = parameters[index] - step;
        return (above - loss(learner, moved, batch)) / (2.0 * step * batch.size());
    }

    private static double loss(SelfContrast learner, float[] parameters, Batch batch) {
        return learner.trainer(SMALL, batch.size(), new GradientSum(parameters.length))
                .step(parameters.clone(), batch, 1, RandomStream.of(1, "unused"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfTheHeadIsTheSlopeOfTheLoss(Architecture network) {
        Slopes.require(of(network), SMALL, Slopes.batch(SMALL, ROWS, 1), tensor -> tensor.name()
                .startsWith("head"));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void blocksLearnTheSameWhateverLabelsAndHeadAre(Architecture network) {
        SelfContrast learner = of(network);
        Layout layout = learner.layout(SMALL);
        int head = layout.blockStart(layout.blocks() - 1);
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] rows = batch.inputs();
        float[][] images = new float[ROWS][];
        Arrays.setAll(images, row -> Arrays.copyOfRange(rows, row * 72, (row + 1) * 72));
        Batch relabelled = HandMade.batch(HandMade.examples(images, 2, 2, 2, 2, 2, 2, 2));
        float[] gradient = Slopes.gradient(learner, SMALL, parameters, batch);
        Arrays.fill(parameters, head, parameters.length, 3);
        float[] other = Slopes.gradient(learner, SMALL, parameters, relabelled);
        assertThat(Arrays.copyOf(other, head)).isEqualTo(Arrays.copyOf(gradient, head));
        assertThat(other).isNotEqualTo(gradient);
    }

    @Test
    void theFirstBlocksGradientIsThatOfANetworkThatEndsThere() {
        SelfContrast whole = of(new DenseNetwork(List.of(6, 5), Activation.RELU, Normalise.NONE));
        SelfContrast part = of(new DenseNetwork(List.of(6), Activation.RELU, Normalise.NONE));
        int size = whole.layout(SMALL).blockStart(1);
        float[] parameters = Slopes.point(whole, SMALL, 7);
        float[] cut = Arrays.copyOf(parameters, part.layout(SMALL).size());
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        assertThat(Arrays.copyOf(Slopes.gradient(part, SMALL, cut, batch), size))
                .isEqualTo(Arrays.copyOf(Slopes.gradient(whole, SMALL, parameters, batch), size));
    }

    @Test
    void thePairLossIsThatWorkedByHand() {
        // One pair, two positions, two channels: goodness 2.5 and 0 of the positive, 2 and 0.5 of the negative.
        SelfContrast settings = new SelfContrast(new ConvNet(2, 1), 2.5, 2, 0.5, 1);
        float[] outputs = {1, 2, 0, 0, 2, 0, 0, 1};
        float[] deltas = new float[8];
        double loss = new PairLoss(settings, 2, 2).lossAndDelta(outputs, 1, deltas);
        double wanted =
                (Math.log(2) + 1.25 + Math.log(1 + Math.exp(2.5))) + (Math.log(2) + Math.log(1 + Math.exp(-1.5)));
        assertThat(loss).isCloseTo(wanted / 2, within(1e-12));
        // At g+ = 2.5 the slope is 0.5 - 0.5 = 0; at g- = 2 it is 0.5, and 2 y / (2 channels 2 positions) of it is 0.5.
        assertThat(deltas[1]).isCloseTo(0f, within(1e-7f));
        assertThat(deltas[4]).isCloseTo(0.5f, within(1e-7f));
        assertThat((double) deltas[7]).isCloseTo(0.5 / (1 + Math.exp(1.5)), within(1e-7));
    }

    @Test
    void standardRowsAreThoseWorkedByHand() {
        float[] to = new float[4];
        Standard.rows(new float[] {1, 3, 5, 5}, 2, 2, 2, to);
        assertThat(to[0]).isCloseTo(-2f, within(1e-4f));
        assertThat(to[1]).isCloseTo(2f, within(1e-4f));
        assertThat(Arrays.copyOfRange(to, 2, 4)).containsExactly(0f, 0f);
    }

    /** Weights (1, 0; 0, 1) and images (1, -1), (-1, 1): the positive sees twice the image, the negative nothing. */
    @Test
    void positivesAreTwiceTheImageAndNegativesItsSumWithAnother() {
        Problem problem = new Problem(new Shape(1, 1, 2), 2);
        SelfContrast learner =
                new SelfContrast(new DenseNetwork(List.of(2), Activation.RELU, Normalise.NONE), 2, 1, 0, 1);
        float[] parameters = new float[learner.layout(problem).size()];
        parameters[0] = 1;
        parameters[3] = 1;
        Batch batch = HandMade.batch(HandMade.examples(new float[][] {{1, -1}, {-1, 1}}, 0, 1));
        double loss = learner.trainer(problem, 2, new GradientSum(parameters.length))
                .step(parameters, batch, 1, RandomStream.of(1, "any"));
        // Goodness 4 / 2 of both positives and 0 of both negatives, and the head undecided.
        double pair = Math.log(2) + Math.log(1 + Math.exp(-1));
        assertThat(loss).isCloseTo(2 * pair + 2 * Math.log(2), within(1e-4));
    }

    @Test
    void aBatchOfOneTeachesTheHeadAlone() {
        SelfContrast learner = of(new ConvNet(3, 2));
        float[] parameters = Slopes.point(learner, SMALL, 7);
        float[] moved = parameters.clone();
        Trainer trainer = learner.trainer(SMALL, 4, Adam.of(0.01).start(moved.length));
        trainer.step(moved, Slopes.batch(SMALL, 1, 3), 1, RandomStream.of(1, "any"));
        Layout layout = learner.layout(SMALL);
        int head = layout.blockStart(layout.blocks() - 1);
        assertThat(Arrays.copyOf(moved, head)).isEqualTo(Arrays.copyOf(parameters, head));
        assertThat(moved).isNotEqualTo(parameters);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aRowsScoresAndFeaturesHaveTheSameBitsInWhateverBatchItComes(Architecture network) {
        SelfContrast learner = of(network);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, 9, 5);
        float[] all = new float[27];
        learner.classifier(SMALL, 9).scores(parameters, batch, all);
        float[] image = Arrays.copyOfRange(batch.inputs(), 8 * 72, 9 * 72);
        float[] alone = new float[3];
        learner.classifier(SMALL, 1)
                .scores(parameters, HandMade.batch(HandMade.examples(new float[][] {image}, 0)), alone);
        assertThat(alone).isEqualTo(Arrays.copyOfRange(all, 24, 27));
        Encoder encoder = learner.encoder(SMALL, new Parameters(learner.layout(SMALL), parameters));
        int width = encoder.dimension(SMALL.input());
        float[] together = new float[9 * width];
        encoder.open(SMALL.input(), 9).embed(batch.inputs(), 9, together);
        float[] one = new float[width];
        encoder.open(SMALL.input(), 1).embed(image, 1, one);
        assertThat(one).isEqualTo(Arrays.copyOfRange(together, 8 * width, 9 * width));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aStepAllocatesNothingOnceWarm(Architecture network) {
        SelfContrast learner = of(network);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    /** Goodness that tells nothing apart costs two softplus(0) a pair and block at best; blocks pay clearly less, without labels. */
    @Test
    void imagesBesideThemselvesAreToldFromImagesBesideOthers() {
        SelfContrast learner =
                new SelfContrast(new DenseNetwork(List.of(64, 64), Activation.RELU, Normalise.NONE), 1, 1, 0, 1);
        Layout layout = learner.layout(SMALL);
        float[] parameters = new float[layout.size()];
        learner.initialise(SMALL, parameters, RandomStream.of(3, "start"));
        Batch batch = Slopes.batch(SMALL, 64, 9);
        Trainer trainer = learner.trainer(SMALL, 64, Adam.of(1e-3).start(parameters.length));
        for (int step = 0; step < 200; step++) {
            trainer.step(parameters, batch, 1, RandomStream.of(step, "train"));
        }
        Arrays.fill(parameters, layout.blockStart(2), parameters.length, 0);
        double ofBlocks = loss(learner, parameters, batch) - 64 * Math.log(3);
        assertThat(ofBlocks).isLessThan(0.85 * 2 * 2 * 64 * Math.log(2));
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        Architecture network = new ConvNet(2, 1);
        assertThatThrownBy(() -> new SelfContrast(network, -1, 1, 0, 1))
                .isInstanceOf(UserMistake.class)
                .hasMessage("positive-threshold must be in [0, infinity) but was -1.0");
        assertThatThrownBy(() -> new SelfContrast(network, 1, 1, 0, 0)).hasMessage("side must be at least 1 but was 0");
    }
}

package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.Renormalised;
import dev.kindling.network.ResNet;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Goodness of channel groups and distances to prototypes. */
class GoodnessLossesTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final int ROWS = 7;
    private static final DenseNetwork DENSE = new DenseNetwork(List.of(6, 5, 4), Activation.SIGMOID, Normalise.NONE);

    static List<LocalLoss> losses() {
        return List.of(
                GroupGoodness.defaults(), new MeanGoodness(0.2), new Distance(4, 0.35, Auxiliary.Pool.defaults()));
    }

    static Stream<Arguments> learners() {
        List<Architecture> networks = List.of(DENSE, new ConvNet(4, 2), new Renormalised(new ResNet(1, List.of(3, 5))));
        return losses().stream().flatMap(loss -> networks.stream()
                .map(network -> Arguments.of(new LocalLossLearner(network, loss, Prediction.LAST_BLOCK))));
    }

    /** The sum's slope by what belongs to the last block is its own loss's, since nothing stands behind it. */
    @ParameterizedTest
    @MethodSource("learners")
    void theGradientOfTheLastBlockIsTheSlopeOfTheLoss(LocalLossLearner learner) {
        int last = learner.layout(SMALL).blocks() - 1;
        Slopes.require(learner, SMALL, Slopes.batch(SMALL, ROWS, 1), tensor -> tensor.block() == last);
    }

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

    @ParameterizedTest
    @MethodSource("learners")
    void whatABlockLearnsDoesNotDependOnTheBlocksBehindIt(LocalLossLearner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, ROWS, 1);
        float[] gradient = Slopes.gradient(learner, SMALL, parameters, batch);
        int start = learner.layout(SMALL).blockStart(1);
        float[] other = parameters.clone();
        for (int i = start; i < other.length; i++) {
            other[i] = -0.7f * other[i] + 0.1f;
        }
        float[] changed = Slopes.gradient(learner, SMALL, other, batch);
        assertThat(Arrays.copyOf(changed, start)).isEqualTo(Arrays.copyOf(gradient, start));
        assertThat(changed).isNotEqualTo(gradient);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aStepAllocatesNothingOnceWarm(LocalLoss loss) {
        LocalLossLearner learner = new LocalLossLearner(new ConvNet(4, 2), loss, Prediction.LAST_BLOCK);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aRowsScoresHaveTheSameBitsInWhateverBatchItComes(LocalLossLearner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Batch batch = Slopes.batch(SMALL, 9, 5);
        float[] all = new float[27];
        learner.classifier(SMALL, 9).scores(parameters, batch, all);
        float[] last = Arrays.copyOfRange(batch.inputs(), 8 * 72, 9 * 72);
        float[] alone = new float[3];
        learner.classifier(SMALL, 1)
                .scores(parameters, HandMade.batch(HandMade.examples(new float[][] {last}, 0)), alone);
        assertThat(alone).isEqualTo(Arrays.copyOfRange(all, 24, 27));
    }

    /** Both examples have two positions of three channels: classes 0 and 1 get one and two of them. */
    private static final float[] MAPS = {1, 2, 0, 3, 0, 4, -1, 1, 1, 0, 2, 1, 0, 0, 0};

    private static final BlockSite SITE = new BlockSite(List.of(), 0, new Shape(3, 1, 2), 2, new Shape(3, 1, 2));

    private static LocalLossPass open(LocalLoss loss) {
        return loss.place(SITE, Layout.builder(), "local0").open(2);
    }

    @Test
    void goodnessIsTheMeanOfAGroupsSquares() {
        float[] scores = new float[4];
        open(GroupGoodness.defaults()).scores(new float[0], MAPS, 2, scores);
        // (1 + 9) / 2 and (4 + 0 + 0 + 16) / 4; (1 + 0) / 2 and (1 + 1 + 4 + 1) / 4.
        assertThat(scores).containsExactly(5, 5, 0.5f, 1.75f);
    }

    @Test
    void meanGoodnessIsTheMeanOfAGroupDividedByTheTemperature() {
        float[] scores = new float[4];
        open(new MeanGoodness(0.5)).scores(new float[0], MAPS, 2, scores);
        // Twice (1 + 3) / 2 and (2 + 0 + 0 + 4) / 4; twice -1 / 2 and 5 / 4.
        assertThat(scores).containsExactly(4, 3, -1, 2.5f);
    }

    @Test
    void lossAndGradientOfGoodnessAreThoseWorkedByHand() {
        float[] deltas = new float[15];
        Batch batch = HandMade.batch(HandMade.examples(new float[2][1], 0, 1));
        double loss = open(GroupGoodness.defaults())
                .learn(new float[0], MAPS, batch, deltas, new GradientSum(0), RandomStream.of(1, "unused"));
        // Goodness 5, 5 with label 0 and 0.5, 1.75 with label 1.
        double wrong = 1 / (1 + Math.exp(1.25));
        assertThat(loss).isCloseTo(Math.log(2) + Math.log(1 + Math.exp(-1.25)), within(1e-6));
        // Two rows: dg0 is -1/4, dg1 1/4 of the first; a value has the slope 2 y / 2 in group 0 and 2 y / 4 in group 1.
        assertThat(deltas[0]).isCloseTo(-0.25f, within(1e-6f));
        assertThat(deltas[1]).isCloseTo(0.25f, within(1e-6f));
        assertThat(deltas[3]).isCloseTo(-0.75f, within(1e-6f));
        assertThat(deltas[5]).isCloseTo(0.5f, within(1e-6f));
        assertThat((double) deltas[6]).isCloseTo(-wrong / 2, within(1e-6));
        assertThat((double) deltas[10]).isCloseTo(-wrong / 2, within(1e-6));
    }

    @Test
    void groupsOfChannelsThatClassesDoNotDivideDifferByOne() {
        BlockSite site = new BlockSite(List.of(), 0, new Shape(11, 1, 1), 4, new Shape(11, 1, 1));
        ChannelGroups groups = ChannelGroups.of(site, "local0", ChannelGroups.Of.VALUES, 1);
        assertThat(List.of(groups.start(0), groups.start(1), groups.start(2), groups.start(3), groups.start(4)))
                .containsExactly(0, 2, 5, 8, 11);
    }

    @Test
    void aBlockWithFewerChannelsThanClassesIsRefusedInOneLine() {
        LocalLossLearner narrow =
                new LocalLossLearner(new ConvNet(2, 2), GroupGoodness.defaults(), Prediction.LAST_BLOCK);
        assertThatThrownBy(() -> narrow.layout(SMALL))
                .isInstanceOf(UserMistake.class)
                .hasMessage("channels of the block before local0: expected at least 3, one for each class, found 2,"
                        + " in the network; give the block 3 channels or a multiple");
    }

    @Test
    void distancesAreThoseWorkedByHand() {
        // A row (3, 4) and prototypes (2, 0) and (0, 1): cosines 0.6 and 0.8.
        BlockSite site = new BlockSite(List.of(), 0, new Shape(2, 1, 1), 2, new Shape(2, 1, 1));
        LocalLossPass pass = new Distance(10, 0.1, new Auxiliary.Pool(1))
                .place(site, Layout.builder(), "local0")
                .open(1);
        float[] prototypes = {2, 0, 0, 1};
        float[] scores = new float[2];
        pass.scores(prototypes, new float[] {3, 4, 0, 0}, 1, scores);
        assertThat(scores).containsExactly(6, 8);
        Batch batch = HandMade.batch(HandMade.examples(new float[1][1], 1));
        GradientSum sum = new GradientSum(4);
        float[] deltas = new float[4];
        double loss =
                pass.learn(prototypes, new float[] {3, 4, 0, 0}, batch, deltas, sum, RandomStream.of(1, "unused"));
        // log(1 + exp(10 (0.6 - 0.8 + 0.1))).
        assertThat(loss).isCloseTo(Math.log(1 + Math.exp(-1)), within(1e-5));
        // By the cosines 10 q and -10 q with q = 1 / (1 + e); by the row the part across (0.6, 0.8), over its length 5.
        double q = 10 / (1 + Math.E);
        assertThat((double) deltas[0]).isCloseTo((q - 0.6 * (0.6 * q - 0.8 * q)) / 5, within(1e-5));
        // By the first prototype, of length 2: q times the row's unit less what lies along the prototype.
        assertThat((double) sum.gradient()[0]).isCloseTo(0, within(1e-5));
        assertThat((double) sum.gradient()[1]).isCloseTo(q * 0.8 / 2, within(1e-5));
    }

    @Test
    void renormalisedBlocksTakeWhatTheBlockBeforeHandsOnWithMeanZeroAndVarianceOne() {
        Architecture network = new Renormalised(DENSE);
        assertThat(network.layersByBlock()).hasSize(3);
        assertThat(network.layersByBlock().get(0))
                .isEqualTo(DENSE.layersByBlock().get(0));
        assertThat(network.layersByBlock().get(1).subList(1, 3))
                .isEqualTo(DENSE.layersByBlock().get(1));
        LocalLossLearner learner = new LocalLossLearner(network, MeanGoodness.defaults(), Prediction.LAST_BLOCK);
        LocalLossLearner plain = new LocalLossLearner(DENSE, MeanGoodness.defaults(), Prediction.LAST_BLOCK);
        assertThat(learner.layout(SMALL).size()).isEqualTo(plain.layout(SMALL).size() + 2 * (6 + 5));
    }

    static Stream<Arguments> learning() {
        return Stream.of(
                        GroupGoodness.defaults(),
                        new MeanGoodness(0.2),
                        Distance.defaults(),
                        new Distance(10, 0.2, new Auxiliary.Pool(2)))
                .flatMap(loss -> Stream.of(Prediction.values()).map(prediction -> Arguments.of(loss, prediction)));
    }

    @ParameterizedTest
    @MethodSource("learning")
    void patternsAreLearnt(LocalLoss loss, Prediction prediction) {
        Problem problem = new Problem(new Shape(1, 6, 6), 4);
        LocalLossLearner learner = new LocalLossLearner(
                new DenseNetwork(List.of(32, 32), Activation.RELU, Normalise.BATCH), loss, prediction);
        float[] parameters = new float[learner.layout(problem).size()];
        learner.initialise(problem, parameters, RandomStream.of(3, "start"));
        Trainer trainer = learner.trainer(problem, 64, Adam.of(1e-2).start(parameters.length));
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
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new GroupGoodness(0))
                .isInstanceOf(UserMistake.class)
                .hasMessage("temperature must be in (0, infinity) but was 0.0");
        assertThatThrownBy(() -> new MeanGoodness(Double.NaN)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> new Distance(0, 0, Auxiliary.Pool.defaults()))
                .hasMessage("scale must be in (0, infinity) but was 0.0");
        assertThatThrownBy(() -> new Distance(1, -1, Auxiliary.Pool.defaults()))
                .hasMessage("margin must be in [0, 2) but was -1.0");
    }
}

package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final Auxiliary POOL = new Auxiliary.Pool(1);
    private static final DenseNetwork DENSE = new DenseNetwork(List.of(6, 5, 4), Activation.SIGMOID, Normalise.NONE);
    private static final ResNet RESIDUAL = new ResNet(1, List.of(2, 3));
    private static final float RATE = 0.25f;

    private static LocalLossLearner man(Architecture network, Auxiliary base, double momentum) {
        return new LocalLossLearner(network, new CrossEntropy(new Man(base, momentum)), Prediction.LAST_BLOCK);
    }

    static Stream<Arguments> learners() {
        List<Auxiliary> bases = List.of(POOL, new AugLocal(2, 0.5));
        List<Architecture> networks = List.of(DENSE, RESIDUAL, new Vgg(List.of(2, 3, 3), List.of(2)));
        return bases.stream().flatMap(base -> networks.stream().map(network -> Arguments.of(man(network, base, 0.75))));
    }

    @Test
    void theAverageIsTheOneWorkedByHand() {
        Follower follower = new Follower(0, 2, 2, 0.75);
        float[] parameters = {9, 9, 4, -8};
        follower.begin(parameters);
        assertThat(parameters).containsExactly(4, -8, 4, -8);
        parameters[2] = 8;
        parameters[3] = 0;
        follower.follow(parameters);
        // 3/4 4 + 1/4 8 and 3/4 -8 + 1/4 0.
        assertThat(parameters).containsExactly(5, -6, 8, 0);
        parameters[2] = -7;
        follower.follow(parameters);
        // 3/4 5 + 1/4 -7 and 3/4 -6.
        assertThat(parameters).containsExactly(2, -4.5f, -7, 0);
    }

    @ParameterizedTest
    @MethodSource("learners")
    void everyCopyBeginsAsTheNextBlockAndFollowsItStepByStep(LocalLossLearner learner) {
        LocalBlocks placed = LocalBlocks.of(learner.network(), 0, learner.loss(), SMALL);
        float[] parameters = new float[placed.layout().size()];
        learner.initialise(SMALL, parameters, RandomStream.of(3, "start"));
        assertThat(placed.followers()).hasSize(placed.count() - 1);
        double[] expected = widened(parameters);
        for (Follower follower : placed.followers()) {
            for (int i = 0; i < follower.size(); i++) {
                assertThat(parameters[follower.copy() + i]).isEqualTo(parameters[follower.original() + i]);
            }
        }
        Trainer trainer = learner.trainer(SMALL, 9, new Sgd(0.05, 0.9, 0.01).start(parameters.length));
        for (int step = 0; step < 4; step++) {
            trainer.step(parameters, Slopes.batch(SMALL, 9, step), 1, RandomStream.of(step, "train"));
            for (Layout.Tensor tensor : placed.layout().tensors()) {
                requireFollowing(placed, tensor, parameters, expected);
            }
        }
    }

    private static void requireFollowing(
            LocalBlocks placed, Layout.Tensor tensor, float[] parameters, double[] expected) {
        // What a batch normalisation has seen moves the statistics of a copy besides.
        if (!tensor.name().contains(".copy") || tensor.name().contains("running")) {
            return;
        }
        Follower follower = placed.followers().get(tensor.block());
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
            expected[i] = 0.75 * expected[i] + RATE * parameters[i - follower.copy() + follower.original()];
            assertThat((double) parameters[i]).as(tensor.name()).isCloseTo(expected[i], within(1e-6));
        }
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    @ParameterizedTest
    @MethodSource("learners")
    void copiesAreLaidOutAsWhatTheyFollow(LocalLossLearner learner) {
        LocalBlocks placed = LocalBlocks.of(learner.network(), 0, learner.loss(), SMALL);
        List<Layout.Tensor> tensors = placed.layout().tensors();
        for (int m = 0; m < placed.followers().size(); m++) {
            Follower follower = placed.followers().get(m);
            List<List<Integer>> copies = shapes(tensors, "local" + m + ".auxiliary0.copy", follower.copy());
            assertThat(copies).isNotEmpty().isEqualTo(shapes(tensors, "block" + (m + 1) + ".", follower.original()));
        }
    }

    private static List<List<Integer>> shapes(List<Layout.Tensor> tensors, String prefix, int from) {
        List<Layout.Tensor> found = tensors.stream()
                .filter(tensor -> tensor.name().startsWith(prefix))
                .toList();
        assertThat(found.get(0).offset()).isEqualTo(from);
        return found.stream().map(Layout.Tensor::shape).toList();
    }

    @ParameterizedTest
    @MethodSource("learners")
    void noGradientReachesTheCopyThoughTheLossDependsOnIt(LocalLossLearner learner) {
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, 7, 1);
        float[] gradient = Slopes.gradient(learner, SMALL, parameters, batch);
        float[] without = parameters.clone();
        for (Layout.Tensor tensor : learner.layout(SMALL).tensors()) {
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                if (tensor.name().contains(".copy")) {
                    assertThat(gradient[i]).as(tensor.name()).isZero();
                    without[i] = 0.5f * without[i];
                }
            }
        }
        float[] changed = Slopes.gradient(learner, SMALL, without, batch);
        int weights =
                learner.layout(SMALL).tensor("block0." + firstWeight(learner)).offset();
        assertThat(changed[weights]).isNotEqualTo(gradient[weights]);
    }

    private static String firstWeight(LocalLossLearner learner) {
        return learner.network() == DENSE ? "0.weight" : "1.weight";
    }

    /** What only the first loss reads: the slope of the sum is its own. */
    @ParameterizedTest
    @MethodSource("learners")
    void theGradientOfTheLearnableBiasIsTheSlopeOfTheLoss(LocalLossLearner learner) {
        Slopes.require(
                learner,
                SMALL,
                Slopes.batch(SMALL, 7, 1),
                tensor -> tensor.name().startsWith("local0") && !tensor.name().contains(".copy"));
    }

    @Test
    void theGradientByAModulesOutputsComesBackThroughBoth() {
        LocalLossLearner learner = man(DENSE, POOL, 0.75);
        LocalBlocks placed = LocalBlocks.of(DENSE, 0, learner.loss(), SMALL);
        float[] parameters = Slopes.point(learner, SMALL, 7);
        Batch labels = Slopes.batch(SMALL, 4, 1);
        LocalLossPass pass = placed.losses().get(0).open(4);
        float[] outputs = Slopes.batch(new Problem(new Shape(6, 1, 1), 3), 4, 2).inputs();
        float[] deltas = new float[outputs.length];
        learn(pass, parameters, outputs, labels, deltas);
        float step = 1e-3f;
        for (int i = 0; i < 4 * 6; i++) {
            float[] moved = outputs.clone();
            moved[i] = outputs[i] + step;
            double above = learn(pass, parameters, moved, labels, new float[deltas.length]);
            moved[i] = outputs[i] - step;
            double below = learn(pass, parameters, moved, labels, new float[deltas.length]);
            assertThat((double) deltas[i]).isCloseTo((above - below) / (2 * step * 4), within(2e-3));
        }
    }

    private static double learn(LocalLossPass pass, float[] parameters, float[] outputs, Batch batch, float[] deltas) {
        var nothing = new dev.kindling.nn.GradientSum(parameters.length);
        return pass.learn(parameters, outputs, batch, deltas, nothing, RandomStream.of(1, "unused"));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void theLastModuleHasOnlyTheOtherAuxiliary(LocalLossLearner learner) {
        Layout layout = learner.layout(SMALL);
        int last = layout.blocks() - 1;
        Auxiliary base = ((Man) ((CrossEntropy) learner.loss()).auxiliary()).base();
        LocalLossLearner plain = new LocalLossLearner(learner.network(), new CrossEntropy(base), Prediction.LAST_BLOCK);
        assertThat(sizes(layout, last)).isEqualTo(sizes(plain.layout(SMALL), last));
        assertThat(sizes(layout, 0)).isNotEqualTo(sizes(plain.layout(SMALL), 0));
    }

    private static List<String> sizes(Layout layout, int block) {
        return layout.tensors().stream()
                .filter(tensor -> tensor.block() == block)
                .map(tensor -> tensor.name() + tensor.shape())
                .toList();
    }

    @Test
    void theOtherAuxiliaryStandsBehindTheBlockThatIsImitated() {
        List<List<dev.kindling.network.Layer>> blocks = new ResNet(2, List.of(2, 3, 4)).layersByBlock();
        BlockSite first = new BlockSite(blocks, 2, new Shape(2, 6, 6), 3, new Shape(1, 6, 6));
        BlockSite imitated = new BlockSite(blocks, 3, new Shape(3, 3, 3), 3, new Shape(1, 6, 6));
        AugLocal base = new AugLocal(2, 0.5);
        List<dev.kindling.network.Layer> layers = new Man(base, 0.5).layers(first);
        assertThat(layers.get(0)).isEqualTo(new BesideCopy(blocks.get(3), 0.5));
        assertThat(layers.subList(1, layers.size())).isEqualTo(base.layers(imitated));
    }

    /** Why a mean of clients' copies is right: it is the average that follows the mean of what they followed. */
    @Test
    void theMeanOfClientsAveragesFollowsTheMeanOfTheirWeights() {
        Follower follower = new Follower(0, 1, 1, 0.995);
        RandomStream random = RandomStream.of(5, "trajectories");
        float[][] clients = {{1, 1}, {1, 1}, {1, 1}};
        double[] shares = {0.5, 0.3, 0.2};
        double mean = 1;
        for (int step = 0; step < 100; step++) {
            double followed = 0;
            for (int c = 0; c < 3; c++) {
                clients[c][1] += (float) (0.1 * random.nextGaussian());
                follower.follow(clients[c]);
                followed += shares[c] * clients[c][1];
            }
            mean = 0.995 * mean + 0.005 * followed;
        }
        double merged = shares[0] * clients[0][0] + shares[1] * clients[1][0] + shares[2] * clients[2][0];
        assertThat(merged).isCloseTo(mean, within(1e-6)).isNotCloseTo(1, within(1e-4));
    }

    @Test
    void lossesSayThatTheirBlocksCannotLearnApart() {
        Man man = Man.defaults();
        assertThat(new CrossEntropy(man).needsAllBlocks()).isTrue();
        assertThat(new PredSim(0.5, man).needsAllBlocks()).isTrue();
        assertThat(CrossEntropy.defaults().needsAllBlocks()).isFalse();
        assertThat(new PredSim(0.5, new Dgl()).needsAllBlocks()).isFalse();
        assertThat(new MonoForward().needsAllBlocks()).isFalse();
        assertThat(new Distance(10, 0, man).needsAllBlocks()).isTrue();
        for (LocalLoss loss : List.of(new CrossEntropy(man), new PredSim(0.5, man), new Distance(10, 0, man))) {
            assertThat(LocalBlocks.of(RESIDUAL, 0, loss, SMALL).followers()).hasSize(2);
            assertThat(new LocalLossLearner(RESIDUAL, loss, Prediction.LAST_BLOCK).schedules())
                    .containsExactly(BlockSchedule.TOGETHER);
        }
        assertThat(new LocalLossLearner(RESIDUAL, Distance.defaults(), Prediction.LAST_BLOCK).schedules())
                .contains(BlockSchedule.BLOCK_BY_BLOCK);
    }

    @Test
    void aStepAllocatesNothingOnceWarm() {
        LocalLossLearner learner = man(RESIDUAL, new AugLocal(1, 0.5), 0.995);
        float[] parameters = Slopes.point(learner, SMALL, 3);
        Trainer trainer = learner.trainer(SMALL, 32, Adam.of(0.001).start(parameters.length));
        assertThat(Slopes.allocated(trainer, parameters, Slopes.batch(SMALL, 32, 5)))
                .isLessThan(64);
    }

    @Test
    void settingsOutOfRangeAreRefusedInOneLine() {
        assertThatThrownBy(() -> new Man(POOL, 1.5))
                .isInstanceOf(UserMistake.class)
                .hasMessage("momentum must be in [0, 1] but was 1.5");
        assertThatThrownBy(() -> new Man(Man.defaults(), 0.5))
                .isInstanceOf(UserMistake.class)
                .hasMessage("base must be another auxiliary than man but was man");
    }
}

package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.Layer;
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
import org.junit.jupiter.params.provider.MethodSource;

class InfoProTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final InfoPro LOSS = new InfoPro(3, 0.5, 4, new Auxiliary.Pool(2));

    private static LocalLossLearner learner(Architecture network) {
        return new LocalLossLearner(network, LOSS, Prediction.LAST_BLOCK);
    }

    private static DenseNetwork dense(int... hidden) {
        return new DenseNetwork(Arrays.stream(hidden).boxed().toList(), Activation.SIGMOID, Normalise.NONE);
    }

    static Stream<Architecture> oneBlock() {
        return Stream.of(dense(6), new ConvNet(3, 1));
    }

    @ParameterizedTest
    @MethodSource("oneBlock")
    void theGradientIsTheSlopeOfDrawingAndTellingClasses(Architecture network) {
        Slopes.require(learner(network), SMALL, Slopes.batch(SMALL, 7, 1), tensor -> true);
    }

    /** The first of three blocks weighs 3 and 0.5, the second 1.5 and 0.75, the last 0 and 1: it has no decoder. */
    @Test
    void weightsGoEvenlyFromTheFirstBlocksToThoseOfTheTaskAlone() {
        List<List<Layer>> blocks = dense(4, 4, 4).layersByBlock();
        double[] drawing = {3, 1.5, 0};
        double[] telling = {0.5, 0.75, 1};
        for (int block = 0; block < 3; block++) {
            BlockSite site = new BlockSite(blocks, block, new Shape(4, 1, 1), 3, SMALL.input());
            InfoPro.Placed placed = (InfoPro.Placed) LOSS.place(site, Layout.builder(), "local");
            assertThat(placed.reconstruction()).isEqualTo(drawing[block]);
            assertThat(placed.task()).isEqualTo(telling[block]);
        }
        assertThat(learner(dense(4, 4, 4)).layout(SMALL).tensors().stream()
                        .map(Layout.Tensor::name)
                        .filter(name -> name.contains("decoder")))
                .containsExactly(
                        "local0.decoder0.weight",
                        "local0.decoder0.bias",
                        "local1.decoder0.weight",
                        "local1.decoder0.bias");
    }

    /** Three positions, two channels: the image has the first channel's pixels first, maps have the first pixel's channels first. */
    @Test
    void theDrawingIsComparedWithTheImageAsItLies() {
        BlockSite site = new BlockSite(List.of(List.of()), 0, new Shape(1, 1, 3), 2, new Shape(2, 1, 3));
        Layout.Builder layout = Layout.builder();
        PlacedLocalLoss placed = new InfoPro(1, 0, 1, new Auxiliary.Pool(1)).place(site, layout, "local");
        Layout laid = layout.build();
        float[] parameters = new float[laid.size()];
        Layout.Tensor bias = laid.tensor("local.decoder3.bias");
        parameters[bias.offset()] = 1;
        parameters[bias.offset() + 1] = -2;
        // The first channel is drawn as 1, the second as -2; pixels beyond [0, 1] count as its ends.
        Batch batch = HandMade.batch(HandMade.examples(new float[][] {{0, 7, 1, 0.5f, -3, 0}}, 0));
        double loss = placed.open(1)
                .learn(
                        parameters,
                        new float[] {1, 1, 1, 0},
                        batch,
                        new float[4],
                        new GradientSum(laid.size()),
                        RandomStream.of(1, "unused"));
        double first = 3 * Math.log(1 + Math.E) - 1 - 1;
        double second = 3 * Math.log(1 + Math.exp(-2)) + 2 * 0.5;
        assertThat(loss).isCloseTo((first + second) / 6, within(1e-6));
    }

    @Test
    void decodersLearnToDraw() {
        LocalLossLearner learner =
                new LocalLossLearner(dense(32, 32), new InfoPro(3, 0, 4, new Auxiliary.Pool(1)), Prediction.LAST_BLOCK);
        Problem problem = new Problem(new Shape(1, 4, 4), 4);
        float[] parameters = new float[learner.layout(problem).size()];
        learner.initialise(problem, parameters, RandomStream.of(3, "start"));
        Trainer trainer = learner.trainer(problem, 16, Adam.of(0.01).start(parameters.length));
        Batch batch = Slopes.batch(problem, 16, 9);
        double first = trainer.step(parameters, batch, 1, RandomStream.of(4, "train"));
        double last = first;
        for (int step = 0; step < 300; step++) {
            last = trainer.step(parameters, batch, 1, RandomStream.of(4, "train"));
        }
        // Sixteen images by 32 units, classes by the last block: both can be remembered. Decoders that stay as they are
        // end above 0.4.
        assertThat(last).isLessThan(0.25 * first);
    }

    @Test
    void blocksThatDrawTheImageLearnTogetherOnly() {
        assertThat(BlockSchedule.allowedBy(learner(dense(4, 4)))).containsExactly(BlockSchedule.TOGETHER);
        assertThatThrownBy(() -> new InfoPro(-1, 1, 4, new Auxiliary.Pool(1)))
                .isInstanceOf(UserMistake.class)
                .hasMessage("reconstruction must be in [0, infinity) but was -1.0");
    }
}

package dev.kindling.learn;

import static dev.kindling.learn.BlockSchedule.BLOCK_BY_BLOCK;
import static dev.kindling.learn.BlockSchedule.CONCURRENT;
import static dev.kindling.learn.BlockSchedule.TOGETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.encode.Encoder;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.learn.closedform.CaFo;
import dev.kindling.learn.countercurrent.CounterCurrent;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.localloss.AugLocal;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.Dgl;
import dev.kindling.learn.localloss.LocalLoss;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.MonoForward;
import dev.kindling.learn.localloss.PredSim;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.learn.noprop.CosineSchedule;
import dev.kindling.learn.noprop.Embedding;
import dev.kindling.learn.noprop.NoPropDt;
import dev.kindling.learn.prototypical.PrototypicalNetwork;
import dev.kindling.network.Architecture;
import dev.kindling.network.ConvNet;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.ResNet;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockScheduleTest {

    private static final Problem IMAGES = new Problem(new Shape(1, 8, 8), 3);
    private static final DenseNetwork DENSE =
            new DenseNetwork(List.of(7, 6, 5), Activation.RELU, DenseNetwork.Normalise.BATCH);

    static List<StackedBlocks> stacked() {
        Vgg vgg = new Vgg(List.of(4, 6), List.of(1, 2));
        return List.of(
                local(DENSE, CrossEntropy.defaults()),
                local(DENSE, new MonoForward()),
                local(new ConvNet(4, 2), PredSim.defaults()),
                local(vgg, new CrossEntropy(new Dgl())),
                local(new ResNet(1, List.of(4, 8)), new CrossEntropy(new AugLocal(2, 0.5))));
    }

    static List<BlockwiseLearner> blockwise() {
        List<BlockwiseLearner> all = new ArrayList<>(stacked());
        all.add(noProp(new Embedding.OneHot()));
        return all;
    }

    private static LocalLossLearner local(Architecture network, LocalLoss loss) {
        return new LocalLossLearner(network, loss, Prediction.LAST_BLOCK);
    }

    private static NoPropDt noProp(Embedding embedding) {
        return new NoPropDt(DENSE, 3, 4, embedding, 0.1, CosineSchedule.defaults(), false, 0);
    }

    @Test
    void aLearnerAllowsWhatItsBlocksNeedOfEachOther() {
        assertThat(BlockSchedule.allowedBy(local(DENSE, new MonoForward()))).containsExactly(TOGETHER, BLOCK_BY_BLOCK);
        assertThat(BlockSchedule.allowedBy(noProp(new Embedding.OneHot()))).containsExactly(TOGETHER, CONCURRENT);
        List<Learner> coupled = List.of(
                noProp(new Embedding.Learned(5)),
                CounterCurrent.defaults(),
                ForwardForward.defaults(),
                Backprop.defaults(),
                NetworkBackprop.defaults(),
                PrototypicalNetwork.defaults(),
                CaFo.defaults());
        assertThat(coupled).allSatisfy(learner -> assertThat(BlockSchedule.allowedBy(learner))
                .containsExactly(TOGETHER));
    }

    @Test
    void aScheduleThatALearnerDoesNotAllowIsRefusedWithTheCure() {
        assertThatThrownBy(() -> BLOCK_BY_BLOCK.requireFits(Backprop.defaults(), 4))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "schedule: expected together, all that this learner allows, found block-by-block; leave schedule out,"
                                + " or take learner = local-loss (block-by-block) or noprop with one-hot embeddings (concurrent)");
        assertThatThrownBy(() -> CONCURRENT.requireFits(local(DENSE, new MonoForward()), 3))
                .hasMessage(
                        "schedule: expected together or block-by-block, all that this learner allows, found concurrent;"
                                + " choose one of these");
    }

    @Test
    void roundsAreDealtEvenlyToTheBlocks() {
        assertThatThrownBy(() -> BLOCK_BY_BLOCK.requireFits(local(DENSE, new MonoForward()), 10))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "rounds: expected a multiple of 3, as many rounds for each block of schedule block-by-block, found 10;"
                                + " set rounds = 12");
        assertThatCode(() -> BLOCK_BY_BLOCK.requireFits(local(DENSE, new MonoForward()), 12))
                .doesNotThrowAnyException();
        assertThatCode(() -> TOGETHER.requireFits(local(DENSE, new MonoForward()), 10))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("blockwise")
    void theBlocksApartAreTheBlocksOfTheWhole(BlockwiseLearner learner) {
        Layout whole = learner.layout(IMAGES);
        assertThat(learner.blocksApart()).isEqualTo(whole.blocks());
        for (int b = 0; b < whole.blocks(); b++) {
            Layout own = learner.block(IMAGES, b).layout();
            int block = b;
            int start = whole.blockStart(b);
            List<Layout.Tensor> expected = whole.tensors().stream()
                    .filter(tensor -> tensor.block() == block)
                    .map(tensor -> new Layout.Tensor(tensor.name(), tensor.shape(), tensor.offset() - start, 0))
                    .toList();
            assertThat(own.tensors()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("stacked")
    void outputsOfBlocksOneBehindAnotherAreTheEncodersBits(StackedBlocks learner) {
        int rows = 5;
        Parameters model = new Parameters(
                learner.layout(IMAGES), new float[learner.layout(IMAGES).size()]);
        learner.initialise(IMAGES, model.values(), RandomStream.of(1, "model"));
        float[] images = new float[2 * rows * IMAGES.input().size()];
        RandomStream random = RandomStream.of(1, "images");
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        float[] values = images;
        for (int b = 0; b < learner.blocksApart(); b++) {
            Shape input = learner.block(IMAGES, b).problem().input();
            values = embed(learner.outputs(IMAGES, b, part(model, learner, b)), input, values, rows);
        }
        Encoder whole = ((EncodingLearner) learner).encoder(IMAGES, model);
        assertThat(values).isEqualTo(embed(whole, IMAGES.input(), images, rows));
    }

    private static Parameters part(Parameters model, BlockwiseLearner learner, int block) {
        int from = model.layout().blockStart(block);
        int to = model.layout().blockStart(block + 1);
        return new Parameters(learner.block(IMAGES, block).layout(), Arrays.copyOfRange(model.values(), from, to));
    }

    private static float[] embed(Encoder encoder, Shape input, float[] values, int rows) {
        float[] outputs = new float[2 * rows * encoder.dimension(input)];
        encoder.open(input, rows).embed(values, rows, outputs);
        return outputs;
    }

    @Test
    void aRestartedStreamIsAFunctionOfKeyAndIdAlone() {
        RandomStream used = RandomStream.of(1, "used");
        used.nextGaussian();
        used.restart(77, 3);
        RandomStream fresh = RandomStream.of(2, "other");
        fresh.restart(77, 3);
        assertThat(used.nextGaussian()).isEqualTo(fresh.nextGaussian());
        assertThat(used.nextLong()).isEqualTo(fresh.nextLong());
        fresh.restart(77, 4);
        used.restart(77, 3);
        assertThat(used.nextLong()).isNotEqualTo(fresh.nextLong());
        fresh.restart(78, 3);
        used.restart(77, 3);
        assertThat(used.nextLong()).isNotEqualTo(fresh.nextLong());
    }
}

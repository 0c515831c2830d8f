package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.backprop.NetworkBackprop;
import dev.kindling.network.DenseNetwork;
import dev.kindling.network.DenseNetwork.Normalise;
import dev.kindling.network.ResNet;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Layout;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks joined to modules. */
class ModulesTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final DenseNetwork DENSE = new DenseNetwork(List.of(6, 5, 4, 4), Activation.SIGMOID, Normalise.NONE);
    private static final ResNet RESNET_8 = new ResNet(3, List.of(2, 3, 4));
    private static final CrossEntropy LOSS = new CrossEntropy(new Auxiliary.Pool(1));

    private static LocalLossLearner modules(int modules) {
        return new LocalLossLearner(DENSE, LOSS, Prediction.LAST_BLOCK, modules);
    }

    @Test
    void zeroIsAsManyModulesAsBlocks() {
        assertThat(modules(0).layout(SMALL)).isEqualTo(modules(4).layout(SMALL));
        assertThat(new LocalLossLearner(DENSE, LOSS, Prediction.LAST_BLOCK)).isEqualTo(modules(0));
    }

    @Test
    void oneModuleIsTheNetworkEndToEnd() {
        LocalLossLearner one = modules(1);
        NetworkBackprop whole = new NetworkBackprop(DENSE);
        float[] parameters = Slopes.point(whole, SMALL, 7);
        Batch batch = Slopes.batch(SMALL, 7, 1);
        assertThat(one.layout(SMALL).blocks()).isOne();
        assertThat(Slopes.gradient(one, SMALL, parameters, batch))
                .isEqualTo(Slopes.gradient(whole, SMALL, parameters, batch));
    }

    @Test
    void blocksAreDealtEvenly() {
        // Ten blocks to four modules: 0 1, 2 3 4, 5 6, 7 8 9. A residual block has two convolutions, so has a copy of
        // one.
        LocalLossLearner learner = new LocalLossLearner(
                RESNET_8, new CrossEntropy(new Man(new Auxiliary.Pool(1), 0.5)), Prediction.LAST_BLOCK, 4);
        Layout layout = learner.layout(SMALL);
        assertThat(layout.blocks()).isEqualTo(4);
        int[] residuals = {1, 3, 2, 3};
        for (int m = 0; m < 4; m++) {
            String module = "block" + m + ".";
            long bodies = layout.tensors().stream()
                    .filter(tensor -> tensor.name().startsWith(module))
                    .filter(tensor -> tensor.name().endsWith(".body0.weight"))
                    .count();
            assertThat(bodies).as(module).isEqualTo(residuals[m]);
        }
        // Module 1 ends at block 4, the first of the second stage; the next module's first block has stride 1.
        assertThat(layout.tensor("local1.auxiliary0.copy0.body0.weight").shape())
                .containsExactly(3, 3, 3, 3);
        assertThat(layout.tensor("local2.auxiliary0.copy0.body0.weight").shape())
                .containsExactly(3, 3, 3, 4);
    }

    @Test
    void theGradientOfAModuleIsTheSlopeOfItsLossInAllItsBlocks() {
        LocalLossLearner two = modules(2);
        Slopes.require(two, SMALL, Slopes.batch(SMALL, 7, 1), tensor -> tensor.block() == 1);
    }

    @Test
    void moreModulesThanBlocksAreRefused() {
        assertThatThrownBy(() -> modules(5))
                .isInstanceOf(UserMistake.class)
                .hasMessage("modules must be in [0, 4], the network's blocks, but was 5");
        assertThatThrownBy(() -> modules(-1)).isInstanceOf(UserMistake.class);
    }
}

package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Slopes;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Vgg;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomFeaturesTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final Batch BATCH = Slopes.batch(SMALL, 7, 1);

    private static LocalLossLearner learner(LocalLoss loss, Prediction prediction) {
        return new LocalLossLearner(new Vgg(List.of(3, 6), List.of(1)), loss, prediction);
    }

    private static LocalLossLearner heads(Prediction prediction) {
        return learner(new RandomFeatures(new Auxiliary.Pool(2)), prediction);
    }

    private static float[] trained(LocalLossLearner learner, int steps) {
        float[] parameters = new float[learner.layout(SMALL).size()];
        learner.initialise(SMALL, parameters, RandomStream.of(3, "start"));
        Trainer trainer = learner.trainer(SMALL, BATCH.size(), Adam.of(0.01).start(parameters.length));
        RandomStream random = RandomStream.of(4, "steps");
        for (int step = 0; step < steps; step++) {
            trainer.step(parameters, BATCH, 1, random);
        }
        return parameters;
    }

    @Test
    void theHeadsGradientIsTheSlopeOfTheirCrossEntropy() {
        Slopes.require(heads(Prediction.ALL_BLOCKS), SMALL, BATCH, tensor -> tensor.name()
                .startsWith("local"));
    }

    @Test
    void onlyHeadsAndRunningMomentsMove() {
        LocalLossLearner learner = heads(Prediction.ALL_BLOCKS);
        float[] before = trained(learner, 0);
        float[] after = trained(learner, 5);
        for (Layout.Tensor tensor : learner.layout(SMALL).tensors()) {
            boolean stays = Arrays.equals(
                    before,
                    tensor.offset(),
                    tensor.offset() + tensor.size(),
                    after,
                    tensor.offset(),
                    tensor.offset() + tensor.size());
            boolean moves = tensor.name().startsWith("local") || tensor.name().contains("running");
            assertThat(stays).as(tensor.name()).isEqualTo(!moves);
        }
        float[] descending = trained(learner(new CrossEntropy(new Auxiliary.Pool(2)), Prediction.LAST_BLOCK), 5);
        assertThat(Arrays.copyOf(descending, 10)).isNotEqualTo(Arrays.copyOf(after, 10));
    }

    @Test
    void aScoreIsTheSumOfTheHeadsProbabilities() {
        LocalLossLearner all = heads(Prediction.ALL_BLOCKS);
        float[] parameters = trained(all, 5);
        int values = BATCH.size() * SMALL.classes();
        float[] together = new float[values];
        float[] alone = new float[values];
        float[] sum = new float[values];
        all.classifier(SMALL, BATCH.size()).scores(parameters, BATCH, together);
        for (int block = 0; block < 2; block++) {
            all.classifier(SMALL, BATCH.size(), block).scores(parameters, BATCH, alone);
            for (int row = 0; row < BATCH.size(); row++) {
                double whole = 0;
                for (int label = 0; label < SMALL.classes(); label++) {
                    float probability = alone[row * SMALL.classes() + label];
                    assertThat(probability).isBetween(0f, 1f);
                    sum[row * SMALL.classes() + label] += probability;
                    whole += probability;
                }
                assertThat(whole).isCloseTo(1, within(1e-6));
            }
        }
        assertThat(together).isEqualTo(sum);
    }

    @Test
    void anAuxiliaryThatFollowsTheNextBlockIsRefused() {
        assertThatThrownBy(() -> new RandomFeatures(Man.defaults()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("another auxiliary than man");
    }
}

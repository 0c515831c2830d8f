package dev.kindling.learn.localloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class WithClassifierTest {

    private static final Problem SMALL = new Problem(new Shape(2, 6, 6), 3);
    private static final LocalLoss GOODNESS = new GroupGoodness(0.5);
    private static final LocalLoss WITH = new WithClassifier(GOODNESS, new Auxiliary.Pool(2));

    private static LocalLossLearner learner(LocalLoss loss) {
        return new LocalLossLearner(new Vgg(List.of(3, 6), List.of(1)), loss, Prediction.LAST_BLOCK);
    }

    @Test
    void theClassifierStandsBehindTheLastBlockAlone() {
        assertThat(learner(WITH).layout(SMALL).tensors())
                .extracting(Layout.Tensor::name)
                .filteredOn(name -> name.startsWith("local"))
                .containsExactly("local1.head.classifier.weight", "local1.head.classifier.bias");
    }

    @Test
    void theClassifiersGradientIsTheSlopeOfItsCrossEntropy() {
        Slopes.require(learner(WITH), SMALL, Slopes.batch(SMALL, 7, 1), tensor -> tensor.name()
                .startsWith("local1.head"));
    }

    @Test
    void anotherOneInsideAndAnAuxiliaryThatFollowsTheNextBlockAreRefused() {
        assertThatThrownBy(() -> new WithClassifier(WITH, Auxiliary.Pool.defaults()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("another loss than with-classifier");
        assertThatThrownBy(() -> new WithClassifier(GOODNESS, Man.defaults()))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("another auxiliary than man");
    }

    @Test
    void blocksLearnToTheBitWhatTheyLearnWithoutIt() {
        float[] alone = trained(learner(GOODNESS));
        float[] accompanied = trained(learner(WITH));
        assertThat(alone.length).isLessThan(accompanied.length);
        assertThat(Arrays.copyOf(accompanied, alone.length)).isEqualTo(alone);
    }

    private static float[] trained(LocalLossLearner learner) {
        float[] parameters = new float[learner.layout(SMALL).size()];
        learner.initialise(SMALL, parameters, RandomStream.of(3, "start"));
        Batch batch = Slopes.batch(SMALL, 7, 1);
        Trainer trainer = learner.trainer(SMALL, batch.size(), Adam.of(0.01).start(parameters.length));
        RandomStream random = RandomStream.of(4, "steps");
        for (int step = 0; step < 5; step++) {
            trainer.step(parameters, batch, 1, random);
        }
        return parameters;
    }
}

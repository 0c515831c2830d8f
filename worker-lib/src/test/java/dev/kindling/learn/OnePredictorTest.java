package dev.kindling.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.data.HandMade;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.learn.localloss.CrossEntropy;
import dev.kindling.learn.localloss.LocalLossLearner;
import dev.kindling.learn.localloss.Prediction;
import dev.kindling.network.DenseNetwork;
import dev.kindling.nn.Activation;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OnePredictorTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(5), 3);
    private static final int ROWS = 4;
    private static final Offset<Float> ROUNDING = within(1e-4f);

    @Test
    void goodnessOfAllLayersButTheFirstIsTheSumOfTheirs() {
        ForwardForward learner = ForwardForward.defaults().withHidden(List.of(6, 7, 8));

        assertThat(learner.predictors(PROBLEM)).containsExactly("layer 1", "layer 2", "layer 3");
        requireSum(learner, learner, 1, 2);
    }

    @Test
    void theLastBlocksPredictionIsTheLearnersAndAllBlocksSumUp() {
        DenseNetwork network = new DenseNetwork(List.of(6, 7), Activation.RELU, DenseNetwork.Normalise.NONE, 0);
        LocalLossLearner last = new LocalLossLearner(network, CrossEntropy.defaults(), Prediction.LAST_BLOCK);
        LocalLossLearner all = new LocalLossLearner(network, CrossEntropy.defaults(), Prediction.ALL_BLOCKS);

        assertThat(last.predictors(PROBLEM)).containsExactly("block 1", "block 2");
        requireSum(last, last, 1);
        requireSum(all, last, 0, 1);
    }

    private static void requireSum(Learner whole, LayerwiseLearner parts, int... predictors) {
        float[] sum = new float[ROWS * PROBLEM.classes()];
        for (int predictor : predictors) {
            float[] scores = scores(new OnePredictor(parts, predictor));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += scores[i];
            }
        }

        assertThat(sum).containsExactly(scores(whole), ROUNDING);
        assertThat(sum).isNotEqualTo(new float[sum.length]);
    }

    private static float[] scores(Learner learner) {
        float[] parameters = new float[learner.layout(PROBLEM).size()];
        learner.initialise(PROBLEM, parameters, RandomStream.of(1, "one predictor"));
        float[][] rows = new float[ROWS][PROBLEM.input().size()];
        RandomStream random = RandomStream.of(1, "rows");
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
        }
        Batch batch = HandMade.batch(HandMade.examples(rows, new int[ROWS]));
        float[] scores = new float[ROWS * PROBLEM.classes()];
        learner.classifier(PROBLEM, ROWS).scores(parameters, batch, scores);
        return scores;
    }
}

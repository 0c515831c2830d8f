package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.learn.Problem;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierTest {

    private static final Problem PROBLEM = new Problem(Shape.flat(9), 3);

    private final Batch batch = Toy.batch(Toy.patterns(Shape.flat(9), 3, 7, RandomStream.of(1, "examples")));

    @ParameterizedTest
    @EnumSource(Normalisation.class)
    void theShortCutThroughTheFirstLayerScoresLikeAPassForEachLabel(Normalisation normalisation) {
        ForwardForward learner = Toy.settings(List.of(6, 5, 4), Loss.SYMBA, Goodness.SUM, normalisation);
        float[] parameters = Toy.parameters(learner, PROBLEM, 2);
        float[] scores = new float[7 * 3];
        learner.classifier(PROBLEM, 8).scores(parameters, batch, scores);

        for (int row = 0; row < 7; row++) {
            for (int label = 0; label < 3; label++) {
                double plain = plainScore(learner, parameters, row, label);
                assertThat((double) scores[row * 3 + label]).isCloseTo(plain, within(1e-5 * (1 + plain)));
            }
        }
    }

    private double plainScore(ForwardForward learner, float[] parameters, int row, int label) {
        int[] widths = {9, 6, 5, 4};
        double score = 0;
        double[] x = {};
        for (int layer = 0; layer < 3; layer++) {
            ReferenceLayer reference = new ReferenceLayer(learner, widths[layer], widths[layer + 1]);
            x = layer == 0 ? reference.input(batch.inputs(), row, 3, label) : x;
            int from = learner.layout(PROBLEM).blockStart(layer);
            float[] own =
                    Arrays.copyOfRange(parameters, from, learner.layout(PROBLEM).blockStart(layer + 1));
            double[] exact = new double[own.length];
            Arrays.setAll(exact, i -> own[i]);
            double[] z = reference.activity(exact, x);
            score += layer == 0 ? 0 : reference.goodness(z);
            x = reference.normalised(z);
        }
        return score;
    }
}

package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Batch;
import dev.kindling.learn.Problem;
import dev.kindling.nn.GradientSum;
import dev.kindling.nn.Layout;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The head against its equations in double, on the activities of label-free images (nothing is laid over them). */
class SoftmaxHeadTest {

    private static final int[] WIDTHS = {9, 6, 5, 4};
    private static final int CLASSES = 3;
    private static final int ROWS = 7;
    private static final int READ = 9;
    private static final Problem PROBLEM = new Problem(Shape.flat(9), CLASSES);

    private final Batch batch = Toy.batch(Toy.patterns(Shape.flat(9), CLASSES, ROWS, RandomStream.of(1, "examples")));
    private final ForwardForward plain =
            Toy.settings(List.of(6, 5, 4), Loss.SYMBA, Goodness.MEAN, Normalisation.LENGTH);
    private final ForwardForward learner = Toy.with(plain, Negatives.HYBRID, Prediction.SOFTMAX, 0);
    private final Layout layout = learner.layout(PROBLEM);
    private final float[] parameters = parameters();

    private float[] parameters() {
        float[] values = Toy.parameters(learner, PROBLEM, 2);
        RandomStream random = RandomStream.of(6, "head");
        for (int i = layout.blockStart(3); i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void scoresAreTheLogitsOfAllLayersButTheFirst() {
        float[] scores = new float[ROWS * CLASSES];
        learner.classifier(PROBLEM, 8).scores(parameters, batch, scores);

        double[] head = head();
        for (int row = 0; row < ROWS; row++) {
            double[] logits = logits(head, row);
            for (int c = 0; c < CLASSES; c++) {
                assertThat((double) scores[row * CLASSES + c]).isCloseTo(logits[c], within(1e-5));
            }
        }
    }

    @Test
    void theGradientIsTheSlopeOfTheMeanCrossEntropy() {
        GradientSum rule = new GradientSum(layout.size());
        learner.trainer(PROBLEM, 8, rule).step(parameters, batch, 1, RandomStream.of(3, "step"));

        double[] head = head();
        double step = 1e-6;
        for (int i = 0; i < head.length; i++) {
            double kept = head[i];
            head[i] = kept + step;
            double above = crossEntropy(head);
            head[i] = kept - step;
            double slope = (above - crossEntropy(head)) / (2 * step) / ROWS;
            head[i] = kept;
            // Gradients are of the order of 0.1; float32 rounds their sums of seven terms to 1e-7 or so.
            assertThat((double) rule.gradient()[layout.blockStart(3) + i]).isCloseTo(slope, within(1e-6));
        }
    }

    @Test
    void theLayersDoNotFeelTheHead() {
        ForwardForward neutral = Toy.with(plain, Negatives.RANDOM, Prediction.SOFTMAX, 0);
        GradientSum with = new GradientSum(layout.size());
        GradientSum without = new GradientSum(layout.blockStart(3));
        neutral.trainer(PROBLEM, 8, with).step(parameters, batch, 1, RandomStream.of(3, "step"));
        plain.trainer(PROBLEM, 8, without)
                .step(Arrays.copyOf(parameters, layout.blockStart(3)), batch, 1, RandomStream.of(3, "step"));

        assertThat(Arrays.copyOf(with.gradient(), layout.blockStart(3))).isEqualTo(without.gradient());
    }

    private double[] head() {
        return exact(layout.blockStart(3), layout.size());
    }

    private double[] exact(int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> parameters[i]).toArray();
    }

    private double crossEntropy(double[] head) {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] logits = logits(head, row);
            double powers = Arrays.stream(logits).map(Math::exp).sum();
            sum += Math.log(powers) - logits[batch.label(row)];
        }
        return sum;
    }

    private double[] logits(double[] head, int row) {
        double[] read = read(row);
        double[] logits = Arrays.copyOfRange(head, READ * CLASSES, READ * CLASSES + CLASSES);
        for (int i = 0; i < READ; i++) {
            for (int c = 0; c < CLASSES; c++) {
                logits[c] += read[i] * head[i * CLASSES + c];
            }
        }
        return logits;
    }

    private double[] read(int row) {
        double[] x = IntStream.range(0, 9)
                .mapToDouble(i -> batch.inputs()[row * 9 + i])
                .toArray();
        double[] read = {};
        for (int layer = 0; layer < 3; layer++) {
            ReferenceLayer reference = new ReferenceLayer(learner, WIDTHS[layer], WIDTHS[layer + 1]);
            double[] own = exact(layout.blockStart(layer), layout.blockStart(layer + 1));
            double[] input = layer == 0 ? reference.normalised(x) : x;
            x = reference.normalised(reference.activity(own, input));
            if (layer > 0) {
                read = Arrays.copyOf(read, read.length + x.length);
                System.arraycopy(x, 0, read, read.length - x.length, x.length);
            }
        }
        return read;
    }
}

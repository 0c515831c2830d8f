package dev.kindling.learn.forwardforward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Adam;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LearningTest {

    private static final Shape SHAPE = new Shape(1, 6, 6);
    private static final Problem PROBLEM = new Problem(SHAPE, 4);

    private final Examples examples = Toy.patterns(SHAPE, 4, 256, RandomStream.of(1, "train"));
    private final Batch unseen = Toy.batch(Toy.patterns(SHAPE, 4, 400, RandomStream.of(2, "test")));

    @ParameterizedTest
    @CsvSource({"RANDOM, GOODNESS", "RANDOM, SOFTMAX", "HARD, GOODNESS", "HARD, SOFTMAX", "HYBRID, SOFTMAX"})
    void learnsToySeparablePatterns(Negatives negatives, Prediction prediction) {
        ForwardForward learner = Toy.with(base(Loss.SWISH), negatives, prediction, 0.03);

        assertThat(accuracyAfter(learner, 300)).isGreaterThanOrEqualTo(0.95);
    }

    /** The logistic loss with its sum: means of a few dozen squares stay near their threshold, where it is all but linear. */
    @ParameterizedTest
    @CsvSource({"LOGISTIC, SUM", "SYMBA, MEAN", "SYMBA, SUM", "SWISH, MEAN"})
    void everyLossLearns(Loss loss, Goodness goodness) {
        assertThat(accuracyAfter(Toy.settings(List.of(32, 32, 32), loss, goodness, Normalisation.RMS), 300))
                .isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void oneHiddenLayerVotesByItself() {
        ForwardForward learner = Toy.settings(List.of(32), Loss.SYMBA, Goodness.MEAN, Normalisation.RMS);

        assertThat(accuracyAfter(learner, 300)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        ForwardForward learner = Toy.with(base(Loss.SWISH), Negatives.HARD, Prediction.SOFTMAX, 0.03);

        assertThat(train(learner, 30)).isEqualTo(train(learner, 30));
    }

    /** Buffers belong to the trainer: what a step leaves behind is less than a thousandth of one activity matrix a step. */
    @ParameterizedTest
    @EnumSource(Negatives.class)
    void aStepAllocatesNothing(Negatives negatives) {
        ForwardForward learner = Toy.with(base(Loss.SWISH), negatives, Prediction.SOFTMAX, 0.03);
        float[] parameters = Toy.parameters(learner, PROBLEM, 3);
        Trainer trainer = learner.trainer(PROBLEM, 32, Adam.of(1e-3).start(parameters.length));
        RandomStream random = RandomStream.of(4, "train");
        Batch batch = new Batch(32, SHAPE.size());
        batch.fill(examples, 0, 32);
        long before = 0;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int step = 0; step < 1100; step++) {
            before = step == 100 ? threads.getCurrentThreadAllocatedBytes() : before;
            trainer.step(parameters, batch, 1, random);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 * 32 * 4);
    }

    private static ForwardForward base(Loss loss) {
        return Toy.settings(List.of(32, 32, 32), loss, Goodness.MEAN, Normalisation.RMS);
    }

    private double accuracyAfter(ForwardForward learner, int steps) {
        return Toy.accuracy(learner.classifier(PROBLEM, 400), train(learner, steps), unseen, 4);
    }

    private float[] train(ForwardForward learner, int steps) {
        float[] parameters = new float[learner.layout(PROBLEM).size()];
        learner.initialise(PROBLEM, parameters, RandomStream.of(3, "start"));
        Trainer trainer = learner.trainer(PROBLEM, 32, Adam.of(3e-3).start(parameters.length));
        RandomStream random = RandomStream.of(4, "train");
        Batch batch = new Batch(32, SHAPE.size());
        for (int step = 0; step < steps; step++) {
            int from = step % 8 * 32;
            batch.fill(examples, from, from + 32);
            trainer.step(parameters, batch, 1, random);
        }
        return parameters;
    }
}

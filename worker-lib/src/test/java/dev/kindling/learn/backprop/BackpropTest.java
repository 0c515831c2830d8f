package dev.kindling.learn.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.kindling.data.Batch;
import dev.kindling.data.Examples;
import dev.kindling.data.HandMade;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Layout;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackpropTest {

    private static final Problem MNIST = new Problem(new Shape(1, 28, 28), 10);

    @Test
    void theTwoHundredsNetworkHasTheParametersOfThePaper() {
        Layout layout = Backprop.defaults().layout(MNIST);
        // McMahan et al. 2017: "199,210 total parameters".
        assertThat(layout.size()).isEqualTo(199_210);
        assertThat(layout.blocks()).isEqualTo(1);
        assertThat(layout.tensor("output.weight").shape()).containsExactly(200, 10);
    }

    @Test
    void freshWeightsHaveTheDeviationThatTheirFanInAsksFor() {
        Layout layout = Backprop.defaults().layout(MNIST);
        float[] parameters = new float[layout.size()];
        Backprop.defaults().initialise(MNIST, parameters, RandomStream.of(1, "initial-model"));
        requireNormal(parameters, layout.tensor("hidden0.weight"), Math.sqrt(2.0 / 784));
        requireNormal(parameters, layout.tensor("hidden1.weight"), Math.sqrt(2.0 / 200));
        requireNormal(parameters, layout.tensor("output.weight"), Math.sqrt(1.0 / 200));
        for (String bias : List.of("hidden0.bias", "hidden1.bias", "output.bias")) {
            Layout.Tensor tensor = layout.tensor(bias);
            for (int i = 0; i < tensor.size(); i++) {
                assertThat(parameters[tensor.offset() + i]).isZero();
            }
        }
    }

    @Test
    void exclusiveOrIsLearned() {
        Examples xor = HandMade.examples(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, 0, 1, 1, 0);
        Backprop learner = new Backprop(List.of(8));
        Problem problem = new Problem(Shape.flat(2), 2);
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(4, "xor");
        learner.initialise(problem, parameters, random);
        Trainer trainer = learner.trainer(problem, 4, Sgd.of(0.5).start(parameters.length));
        Batch batch = HandMade.batch(xor);
        double first = trainer.step(parameters, batch, 1, random);
        double last = first;
        for (int step = 0; step < 1000; step++) {
            last = trainer.step(parameters, batch, 1, random);
        }
        assertThat(last).isLessThan(0.05).isLessThan(first / 10);
        float[] scores = new float[8];
        learner.classifier(problem, 4).scores(parameters, batch, scores);
        for (int row = 0; row < 4; row++) {
            assertThat(scores[2 * row + 1] > scores[2 * row] ? 1 : 0).isEqualTo(xor.label(row));
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(Sgd.of(0.01), new Sgd(0.01, 0.9, 1e-4), Adam.of(0.001));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepAllocatesNothingOnceWarm(Optimizer optimizer) {
        Backprop learner = new Backprop(List.of(32, 32));
        Problem problem = new Problem(Shape.flat(64), 10);
        float[] parameters = new float[learner.layout(problem).size()];
        RandomStream random = RandomStream.of(4, "allocation");
        learner.initialise(problem, parameters, random);
        Trainer trainer = learner.trainer(problem, 10, optimizer.start(parameters.length));
        Batch batch = HandMade.batch(HandMade.examples(new float[10][64], new int[10]));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        steps(trainer, parameters, batch, random, 200);
        long before = threads.getThreadAllocatedBytes(thread);
        steps(trainer, parameters, batch, random, 200);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        // The smallest of the trainer's buffers, once a step, would be 200 x 1,296 bytes.
        assertThat(allocated / 200).isLessThan(64);
    }

    @Test
    void aHiddenLayerWithoutUnitsIsRefused() {
        assertThatThrownBy(() -> new Backprop(List.of(5, 0)))
                .isInstanceOf(UserMistake.class)
                .hasMessage("hidden must be a list of sizes >= 1 but was [5, 0]");
    }

    private static void steps(Trainer trainer, float[] parameters, Batch batch, RandomStream random, int steps) {
        for (int step = 0; step < steps; step++) {
            trainer.step(parameters, batch, 1, random);
        }
    }

    private static void requireNormal(float[] parameters, Layout.Tensor tensor, double deviation) {
        double sum = 0;
        double squares = 0;
        int n = tensor.size();
        for (int i = 0; i < n; i++) {
            double w = parameters[tensor.offset() + i];
            sum += w;
            squares += w * w;
        }
        assertThat(sum / n).isCloseTo(0, within(5 * deviation / Math.sqrt(n)));
        assertThat(Math.sqrt(squares / n)).isCloseTo(deviation, within(5 * deviation / Math.sqrt(2.0 * n)));
    }
}

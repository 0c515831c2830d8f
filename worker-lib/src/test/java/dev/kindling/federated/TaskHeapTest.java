package dev.kindling.federated;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.backprop.Backprop;
import dev.kindling.learn.forwardforward.ForwardForward;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Adam;
import dev.kindling.nn.Optimizer;
import dev.kindling.nn.Parameters;
import dev.kindling.nn.Sgd;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The formula of docs/memory.md for what a task of federated averaging holds, against all that its thread allocates, which
 * is no less than it ever holds at once.
 */
class TaskHeapTest {

    private static final int FEATURES = 784;
    private static final int CLASSES = 10;
    private static final int BATCH = 64;
    private static final Problem PROBLEM = new Problem(Shape.flat(FEATURES), CLASSES);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void backpropagationWithPlainSgd() {
        double activations = 8.0 * BATCH * (1500 + 1500 + CLASSES);
        requireAsWrittenDown(new Backprop(List.of(1500, 1500)), Sgd.of(0.1), 0, activations);
    }

    @Test
    void backpropagationWithMomentum() {
        double activations = 8.0 * BATCH * (600 + CLASSES);
        requireAsWrittenDown(new Backprop(List.of(600)), new Sgd(0.1, 0.9, 0), 8, activations);
    }

    @Test
    void forwardForwardWithAdam() {
        // A positive and a negative row for each example: the image, and a layer's activities and outputs.
        double activations = 2 * BATCH * (4.0 * FEATURES + 8.0 * (1000 + 1000));
        requireAsWrittenDown(
                ForwardForward.defaults().withHidden(List.of(1000, 1000)), Adam.of(0.001), 12, activations);
    }

    private static void requireAsWrittenDown(
            Learner learner, Optimizer optimizer, int optimizerBytes, double activations) {
        Parameters global = new Parameters(
                learner.layout(PROBLEM), new float[learner.layout(PROBLEM).size()]);
        learner.initialise(PROBLEM, global.values(), RandomStream.of(1, "start"));
        FedAvg method = new FedAvg(1, BATCH, optimizer, new Schedule.Constant(), Weighting.BY_EXAMPLE, 1);
        FederatedAlgorithm<UpdateSum, ?> algorithm = typed(method.with(learner, PROBLEM));
        RoundContext context = new RoundContext(1, 0, 1, 4L * BATCH);
        run(algorithm, global, context);

        long start = allocated();
        UpdateSum state = algorithm.merge().open(global, context).zero();
        ClientTask<UpdateSum> task = algorithm.client().open(global, context);
        task.run(client(0), state);
        double first = allocated() - start;
        task.run(client(1), state);
        double second = allocated() - start - first;

        double formula = (4.0 + 8.0 + optimizerBytes) * global.size() + 4.0 * BATCH * FEATURES + activations;
        assertThat(state.tally().clients()).isEqualTo(2);
        assertThat(first).isBetween(0.95 * formula, 1.05 * formula);
        assertThat(second).isLessThan(0.05 * formula);
    }

    /** Classes, constants and the native library are there before anything is counted. */
    private static void run(FederatedAlgorithm<UpdateSum, ?> algorithm, Parameters global, RoundContext context) {
        UpdateSum state = algorithm.merge().open(global, context).zero();
        algorithm.client().open(global, context).run(client(2), state);
    }

    @SuppressWarnings("unchecked")
    private static FederatedAlgorithm<UpdateSum, ?> typed(FederatedAlgorithm<?, ?> algorithm) {
        return (FederatedAlgorithm<UpdateSum, ?>) algorithm;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static Client client(int id) {
        byte[] pixels = new byte[BATCH * FEATURES];
        Arrays.fill(pixels, (byte) (7 * id + 1));
        int[] labels = new int[BATCH];
        Arrays.setAll(labels, i -> i % CLASSES);
        return new Client(id, new Examples(new PixelFeatures(BATCH, FEATURES, pixels), labels));
    }
}

package dev.kindling.jobs.run;

import com.sun.management.ThreadMXBean;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** One step of federated averaging on made-up examples, for what it allocates: buffers are made once and reused in all further steps. */
final class OneStep {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private OneStep() {}

    /** Bytes that a task's thread allocates in the first of so many rounds, which is no less than what it ever holds at once. */
    static long bytes(Learner learner, Problem problem, FedAvg method, int rounds) {
        FedAvg once = new FedAvg(
                1,
                method.batch(),
                method.optimizer(),
                method.schedule(),
                method.weighting(),
                method.serverRate(),
                method.augment());
        FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm = once.with(learner, problem);
        Parameters start = new Parameters(
                learner.layout(problem), new float[learner.layout(problem).size()]);
        learner.initialise(problem, start.values(), RandomStream.of(1, "forecast"));
        Client client = client(problem, method.batch());
        RoundContext context = new RoundContext(1, 0, rounds, method.batch());
        // Classes and the native library are loaded by a first step.
        run(algorithm, start, context, client);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        run(algorithm, start, context, client);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static void run(
            FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm,
            Parameters start,
            RoundContext context,
            Client client) {
        UpdateSum sums = algorithm.merge().open(start, context).zero();
        ClientTask<UpdateSum> task = algorithm.client().open(start, context);
        task.run(client, sums);
    }

    private static Client client(Problem problem, int size) {
        float[] values = new float[size * problem.input().size()];
        RandomStream random = RandomStream.of(1, "forecast examples");
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        int[] labels = new int[size];
        Arrays.setAll(labels, i -> i % problem.classes());
        return new Client(
                0, new Examples(new FloatFeatures(size, problem.input().size(), values), labels));
    }
}

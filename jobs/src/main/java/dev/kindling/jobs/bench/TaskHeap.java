package dev.kindling.jobs.bench;

import dev.kindling.data.Client;
import dev.kindling.encode.Encoder;
import dev.kindling.federated.ClientTask;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainable;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.head.EmbedClients;
import dev.kindling.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a task holds, in bytes: heap in use after a collection, with its objects there less without them, the least of three. Counted are
 * the parameters that were broadcast to it, its working copy, the optimiser's moments, buffers and sums; the cached examples are not.
 */
final class TaskHeap {

    private static final int TIMES = 3;

    private TaskHeap() {}

    /** Of a task that has trained a client. */
    static double training(Trainable rule, Problem problem, FedAvg method, Client client) {
        FederatedAlgorithm<UpdateSum, MeanUpdate> algorithm = method.with(rule, problem);
        return held(() -> {
            int size = rule.layout(problem).size();
            Parameters global = new Parameters(rule.layout(problem), new float[size]);
            RoundContext context = new RoundContext(1, 0, 1, client.examples().size());
            UpdateSum sums = algorithm.merge().open(global, context).zero();
            ClientTask<UpdateSum> task = algorithm.client().open(global, context);
            task.run(client, sums);
            return List.of(global, sums, task);
        });
    }

    /** Of a task that has put a block's outputs in the place of a client's examples; these outputs are counted. */
    static double passing(JavaSparkContext spark, Supplier<Encoder> block, Shape input, Client client) {
        return held(() -> {
            try (EmbedClients outputs = new EmbedClients(spark, block.get(), input)) {
                var open = outputs.open();
                return List.of(outputs, open, open.apply(client.examples()));
            }
        });
    }

    private static double held(Supplier<?> work) {
        long least = grown(work);
        for (int i = 1; i < TIMES; i++) {
            least = Math.min(least, grown(work));
        }
        return (double) least;
    }

    private static long grown(Supplier<?> work) {
        long before = used();
        Object held = work.get();
        try {
            return used() - before;
        } finally {
            Reference.reachabilityFence(held);
        }
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

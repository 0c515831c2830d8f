package dev.kindling.jobs.run;

import com.sun.management.ThreadMXBean;
import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.CohortAlgorithm;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.FedEpisodes;
import dev.kindling.federated.FedSgd;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.RoundMethod;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.metric.Reported;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * One step of a client on made-up examples, for what it allocates: buffers are made once and reused in all further steps. Of {@link FedSgd} a
 * chunk, of {@link FedEpisodes} an episode, of {@link ClosedForm} a batch of each stage.
 */
public final class OneStep {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A step of more is no forecast but a training. */
    private static final int MOST_VALUES = 1 << 27;

    private final Learner learner;
    private final Problem problem;
    private final RoundMethod method;
    private final Aggregation merge;
    private final int cohort;
    private final int rounds;

    /**
     * A step of a learner.
     *
     * @param cohort clients of a round
     * @param rounds rounds of the run
     */
    public OneStep(Learner learner, Problem problem, RoundMethod method, Aggregation merge, int cohort, int rounds) {
        this.learner = learner;
        this.problem = problem;
        this.method = method;
        this.merge = merge;
        this.cohort = cohort;
        this.rounds = rounds;
    }

    /** Bytes that a task's thread allocates in the first round, of stages in the dearest: no less than what it ever holds at once, and more by what it makes and drops on the way. */
    public long bytes() {
        Parameters start = new Parameters(
                learner.layout(problem), new float[learner.layout(problem).size()]);
        learner.initialise(problem, start.values(), RandomStream.of(1, "forecast"));
        RoundAlgorithm algorithm = brief().with(learner, problem, merge);
        Client client = client();
        // Classes and the native library are loaded by a first step.
        run(algorithm, start, 0, client);
        long most = 0;
        for (int round = 0; round < (method instanceof ClosedForm ? rounds : 1); round++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            run(algorithm, start, round, client);
            most = Math.max(
                    most, THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return most;
    }

    private RoundMethod brief() {
        if (method instanceof FedAvg averaging) {
            return new FedAvg(
                    1,
                    averaging.batch(),
                    averaging.optimizer(),
                    averaging.schedule(),
                    averaging.weighting(),
                    averaging.serverRate(),
                    averaging.augment());
        }
        return method instanceof FedEpisodes drawn
                ? new FedEpisodes(1, drawn.ways(), drawn.perClass(), drawn.optimizer(), drawn.schedule())
                : method;
    }

    private void run(RoundAlgorithm algorithm, Parameters start, int round, Client client) {
        RoundContext context =
                new RoundContext(1, round, rounds, client.examples().size());
        if (algorithm instanceof CohortAlgorithm cut) {
            cut.open(start, context, new CohortSlicing(start.size(), cohort))
                    .run(client)
                    .forEachRemaining(slice -> {});
        } else {
            add((FederatedAlgorithm<?, ?>) algorithm, start, context, client);
        }
    }

    private static <S extends Reported> void add(
            FederatedAlgorithm<S, ?> algorithm, Parameters start, RoundContext context, Client client) {
        S sums = algorithm.merge().open(start, context).zero();
        algorithm.client().open(start, context).run(client, sums);
    }

    private int examples() {
        if (method instanceof FedAvg averaging) {
            return averaging.batch();
        }
        if (method instanceof FedSgd full) {
            return full.chunk();
        }
        return method instanceof FedEpisodes drawn ? drawn.ways() * drawn.perClass() : ClosedForm.BATCH;
    }

    private Client client() {
        int size = examples();
        UserMistake.requireRange(
                (long) size * problem.input().size() <= MOST_VALUES,
                "the examples of a step",
                "at most " + MOST_VALUES / problem.input().size() + " of "
                        + problem.input().size() + " values; lower algorithm.batch, chunk or ways",
                size);
        float[] values = new float[size * problem.input().size()];
        RandomStream random = RandomStream.of(1, "forecast examples");
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        // As many of each class as an episode wants.
        int classes =
                method instanceof FedEpisodes drawn ? Math.min(drawn.ways(), problem.classes()) : problem.classes();
        int[] labels = new int[size];
        Arrays.setAll(labels, i -> i % classes);
        return new Client(
                0, new Examples(new FloatFeatures(size, problem.input().size(), values), labels));
    }
}

package dev.kindling.spark.round;

import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.shard.ClientSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionCoalescer;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Interprets a federated algorithm on Spark, one round a call. */
public final class Rounds {

    private final JavaSparkContext spark;
    private final ClientSet clients;
    private final FederatedAlgorithm<?, ?> algorithm;
    private final Numerics numerics = Numerics.here();

    public Rounds(JavaSparkContext spark, ClientSet clients, FederatedAlgorithm<?, ?> algorithm) {
        this.spark = spark;
        this.clients = clients;
        this.algorithm = algorithm;
    }

    /**
     * What came of a round.
     *
     * @param global the new model
     * @param tally of the clients that reported
     * @param tasks how many tasks trained
     * @param seconds by stage
     */
    public record Outcome(Parameters global, Tally tally, int tasks, StageSeconds seconds) {}

    /**
     * Seconds of wall time by stage. Training and merging are one job and add up to it; {@code merge} is null where it could
     * not be told from the training, which then holds both.
     */
    public record StageSeconds(double broadcast, double train, @Nullable Double merge, double update) {}

    /** Runs one round of a run. */
    public Outcome run(Parameters global, long seed, int round, int rounds, int cohortSize) {
        Cohort cohort = Cohort.sample(seed, round, clients.size(), cohortSize);
        long weight = 0;
        for (int client : cohort.clients()) {
            weight += algorithm.client().weight(clients.examples(client));
        }
        return interpret(algorithm, global, cohort, new RoundContext(seed, round, rounds, weight));
    }

    private <S extends Reported, R extends Reported> Outcome interpret(
            FederatedAlgorithm<S, R> typed, Parameters global, Cohort cohort, RoundContext context) {
        long start = System.nanoTime();
        Broadcast<RoundInput> input = spark.broadcast(new RoundInput(global, cohort));
        try {
            long trainStart = System.nanoTime();
            CohortGroups groups = CohortGroups.of(cohort, clients);
            int tasks = Math.min(groups.partitions(), spark.defaultParallelism());
            JavaRDD<dev.kindling.data.Client> grouped = JavaRDD.fromRDD(
                    clients.rdd().rdd().coalesce(tasks, false, Option.<PartitionCoalescer>apply(groups), null),
                    clients.rdd().classTag());
            MergeClock clock = new MergeClock();
            R merged = merge(
                    grouped,
                    new FoldClients<>(typed, input, context, numerics),
                    typed.merge().open(global, context),
                    clock);
            long updateStart = System.nanoTime();
            Parameters moved = typed.server().apply(global, merged, context);
            Divergence.requireFinite(moved, context.round() + 1);
            double job = (updateStart - trainStart) / 1e9;
            Double merging = clock.seconds();
            StageSeconds seconds = new StageSeconds(
                    (trainStart - start) / 1e9,
                    merging == null ? job : Math.max(0, job - merging),
                    merging == null ? null : (Double) Math.min(merging, job),
                    (System.nanoTime() - updateStart) / 1e9);
            return new Outcome(moved, merged.tally(), tasks, seconds);
        } finally {
            input.destroy();
        }
    }

    private static <S extends Reported, R extends Reported> R merge(
            JavaRDD<dev.kindling.data.Client> cohort, FoldClients<S> fold, SlicedMerge<S, R> merge, MergeClock clock) {
        if (merge.count() == 1) {
            S state = ExactReduce.onDriver(cohort, fold, clock.onDriver(merge));
            return clock.timed(() -> merge.join(List.of(merge.finish(state))));
        }
        return clock.fromStage(
                cohort.context(), ExactReduce.MERGE_STEP, () -> ExactReduce.bySlice(cohort, fold, merge));
    }
}

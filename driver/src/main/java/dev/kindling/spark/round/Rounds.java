package dev.kindling.spark.round;

import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.federated.CohortAlgorithm;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.reduce.CohortReduce;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.shard.ClientSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionCoalescer;
import scala.Option;

/** Interprets a federated algorithm on Spark, one round a call. */
public final class Rounds {

    private final JavaSparkContext spark;
    private final ClientSet clients;
    private final RoundAlgorithm algorithm;
    private final Numerics numerics = Numerics.here();

    public Rounds(JavaSparkContext spark, ClientSet clients, RoundAlgorithm algorithm) {
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
     * @param mergedBytes what tasks handed to the reduce stage
     * @param seconds by stage
     */
    public record Outcome(Parameters global, Tally tally, int tasks, long mergedBytes, StageSeconds seconds) {}

    /** Seconds of wall time by stage. */
    public record StageSeconds(double broadcast, double train, double update) {}

    /** Runs one round of a run. */
    public Outcome run(Parameters global, long seed, int round, int rounds, int cohortSize) {
        Cohort cohort = Cohort.sample(seed, round, clients.size(), cohortSize);
        long weight = 0;
        for (int client : cohort.clients()) {
            weight += algorithm.weight(clients.examples(client));
        }
        return interpret(global, cohort, new RoundContext(seed, round, rounds, weight));
    }

    private Outcome interpret(Parameters global, Cohort cohort, RoundContext context) {
        long start = System.nanoTime();
        Broadcast<RoundInput> input = spark.broadcast(new RoundInput(global, cohort));
        try {
            long trainStart = System.nanoTime();
            CohortGroups groups = CohortGroups.of(cohort, clients);
            int tasks = Math.min(groups.partitions(), spark.defaultParallelism());
            JavaRDD<dev.kindling.data.Client> grouped = JavaRDD.fromRDD(
                    clients.rdd().rdd().coalesce(tasks, false, Option.<PartitionCoalescer>apply(groups), null),
                    clients.rdd().classTag());
            Step step = algorithm instanceof CohortAlgorithm byCohort
                    ? sideBySide(byCohort, grouped, input, global, context)
                    : summed((FederatedAlgorithm<?, ?>) algorithm, grouped, input, global, context);
            Divergence.requireFinite(step.moved, context.round() + 1);
            StageSeconds seconds = new StageSeconds(
                    (trainStart - start) / 1e9,
                    (step.updateStart - trainStart) / 1e9,
                    (System.nanoTime() - step.updateStart) / 1e9);
            return new Outcome(step.moved, step.tally, tasks, step.mergedBytes, seconds);
        } finally {
            input.destroy();
        }
    }

    private record Step(Parameters moved, Tally tally, long mergedBytes, long updateStart) {}

    private <S extends Reported, R extends Reported> Step summed(
            FederatedAlgorithm<S, R> typed,
            JavaRDD<dev.kindling.data.Client> cohort,
            Broadcast<RoundInput> input,
            Parameters global,
            RoundContext context) {
        FoldClients<S> fold = new FoldClients<>(typed, input, context, numerics);
        R merged = merge(cohort, fold, typed.merge().open(global, context));
        long updateStart = System.nanoTime();
        long bytes = (long) Long.BYTES * global.size() * cohort.getNumPartitions();
        return new Step(typed.server().apply(global, merged, context), merged.tally(), bytes, updateStart);
    }

    private Step sideBySide(
            CohortAlgorithm typed,
            JavaRDD<dev.kindling.data.Client> cohort,
            Broadcast<RoundInput> input,
            Parameters global,
            RoundContext context) {
        int size = input.value().cohort().size();
        CohortSlicing slicing = new CohortSlicing(global.size(), size);
        CutClients cut = new CutClients(typed, input, context, slicing, numerics);
        MeanUpdate merged = CohortReduce.merge(cohort, cut, typed.rule(), slicing);
        long updateStart = System.nanoTime();
        long bytes = (long) Float.BYTES * global.size() * merged.tally().clients();
        return new Step(typed.server().apply(global, merged, context), merged.tally(), bytes, updateStart);
    }

    private static <S extends Reported, R extends Reported> R merge(
            JavaRDD<dev.kindling.data.Client> cohort, FoldClients<S> fold, SlicedMerge<S, R> merge) {
        if (merge.count() == 1) {
            return merge.join(List.of(merge.finish(ExactReduce.onDriver(cohort, fold, merge))));
        }
        return ExactReduce.bySlice(cohort, fold, merge);
    }
}

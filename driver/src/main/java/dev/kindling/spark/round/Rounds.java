package dev.kindling.spark.round;

import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.federated.CohortAlgorithm;
import dev.kindling.federated.FederatedAlgorithm;
import dev.kindling.federated.RoundAlgorithm;
import dev.kindling.federated.RoundContext;
import dev.kindling.federated.ServerUpdate;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.reduce.CohortReduce;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.shard.ClientSet;
import java.util.ArrayList;
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
    private final RoundAlgorithm algorithm;
    private final RoundRules rules;
    private final int block;
    private final Numerics numerics = Numerics.here();

    /** Rounds whose clients all report. */
    public Rounds(JavaSparkContext spark, ClientSet clients, RoundAlgorithm algorithm) {
        this(spark, clients, algorithm, RoundRules.lenient());
    }

    /** Rounds under rules. */
    public Rounds(JavaSparkContext spark, ClientSet clients, RoundAlgorithm algorithm, RoundRules rules) {
        this(spark, clients, algorithm, rules, RoundContext.WHOLE_MODEL);
    }

    /** Rounds of one block by itself: what it is called where a round is told of. */
    public Rounds(JavaSparkContext spark, ClientSet clients, RoundAlgorithm algorithm, RoundRules rules, int block) {
        this.spark = spark;
        this.clients = clients;
        this.algorithm = algorithm;
        this.rules = rules;
        this.block = block;
    }

    /**
     * What came of a round.
     *
     * @param global the new model; the old one where nobody reported
     * @param tally of all clients that were asked, in all attempts
     * @param tasks how many tasks trained, in all attempts
     * @param mergedBytes what tasks handed to the reduce stage, in all attempts
     * @param seconds by stage, of all attempts
     * @param repeats attempts before the one that counts
     */
    public record Outcome(
            Parameters global, Tally tally, int tasks, long mergedBytes, StageSeconds seconds, int repeats) {

        /** This outcome and the cost of an attempt before it. */
        private Outcome after(Outcome failed) {
            Tally all = new Tally();
            all.add(tally);
            all.add(failed.tally);
            return new Outcome(
                    global,
                    all,
                    tasks + failed.tasks,
                    mergedBytes + failed.mergedBytes,
                    seconds.plus(failed.seconds),
                    repeats + 1);
        }
    }

    /**
     * Seconds of wall time by stage. Training and merging are one job and add up to it; {@code merge} is null where it could
     * not be told from the training, which then holds both.
     */
    public record StageSeconds(double broadcast, double train, @Nullable Double merge, double update) {

        StageSeconds plus(StageSeconds other) {
            boolean apart = merge != null && other.merge != null;
            double both = orNone(merge) + orNone(other.merge);
            return new StageSeconds(
                    broadcast + other.broadcast,
                    train + other.train + (apart ? 0 : both),
                    apart ? (Double) both : null,
                    update + other.update);
        }

        private static double orNone(@Nullable Double seconds) {
            return seconds == null ? 0 : seconds;
        }
    }

    /**
     * Runs one round of a run: as often as the rules allow, each time with another cohort, until enough clients reported.
     *
     * @throws dev.kindling.fault.RunFailure if too few reported in every attempt, or a bad client ends the run
     */
    public Outcome run(Parameters global, long seed, int round, int rounds, int cohortSize) {
        List<Outcome> failed = new ArrayList<>();
        for (int attempt = 0; attempt < rules.attempts(); attempt++) {
            int[] ids = clients.presentIds();
            Cohort asked =
                    Cohort.sample(seed, round, attempt, ids.length, cohortSize).among(ids);
            Tally absent = new Tally();
            Cohort present = present(asked, seed, round, attempt, absent);
            Outcome outcome = rules.suffices(present.size())
                    ? train(global, present, absent, seed, round, rounds)
                    : calledOff(global, present, absent);
            if (outcome.tally.clients() >= rules.minReports()) {
                for (Outcome before : failed) {
                    outcome = outcome.after(before);
                }
                return outcome;
            }
            failed.add(new Outcome(
                    global, outcome.tally.discarded(), outcome.tasks, outcome.mergedBytes, outcome.seconds, 0));
        }
        String name = "round " + (round + 1) + (block == RoundContext.WHOLE_MODEL ? "" : " of block " + block);
        throw TooFewReports.failure(name, cohortSize, rules.minReports(), failed);
    }

    /** Those of a cohort that will report, as is known before anybody trains; the others go into the tally. */
    private Cohort present(Cohort asked, long seed, int round, int attempt, Tally absent) {
        return asked.filter(client -> {
            long examples = algorithm.work(clients.examples(client));
            Absence why = rules.faults().absence(seed, round, attempt, client, examples);
            if (why != null) {
                absent.miss(why);
            }
            return why == null;
        });
    }

    /** Too few are there to make a model, so nobody trains. */
    private static Outcome calledOff(Parameters global, Cohort present, Tally absent) {
        for (int i = 0; i < present.size(); i++) {
            absent.miss(Absence.DISCARDED);
        }
        return new Outcome(global, absent, 0, 0, new StageSeconds(0, 0, 0.0, 0), 0);
    }

    /** An attempt with those that are there. */
    private Outcome train(Parameters global, Cohort present, Tally absent, long seed, int round, int rounds) {
        long weight = 0;
        for (int client : present.clients()) {
            weight += algorithm.weight(clients.examples(client));
        }
        RoundContext context = new RoundContext(seed, round, rounds, weight, rules.onBadClient(), block);
        Outcome outcome = interpret(global, present, context);
        outcome.tally.add(absent);
        return outcome;
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
            double job = (step.updateStart - trainStart) / 1e9;
            Double merging = step.merging;
            StageSeconds seconds = new StageSeconds(
                    (trainStart - start) / 1e9,
                    merging == null ? job : Math.max(0, job - merging),
                    merging == null ? null : (Double) Math.min(merging, job),
                    (System.nanoTime() - step.updateStart) / 1e9);
            return new Outcome(step.moved, step.tally, tasks, step.mergedBytes, seconds, 0);
        } finally {
            input.destroy();
        }
    }

    private record Step(Parameters moved, Tally tally, long mergedBytes, @Nullable Double merging, long updateStart) {}

    private <S extends Reported, R extends Reported> Step summed(
            FederatedAlgorithm<S, R> typed,
            JavaRDD<dev.kindling.data.Client> cohort,
            Broadcast<RoundInput> input,
            Parameters global,
            RoundContext context) {
        FoldClients<S> fold = new FoldClients<>(typed, input, context, numerics);
        MergeClock clock = new MergeClock();
        R merged = merge(cohort, fold, typed.merge().open(global, context), clock);
        long bytes = (long) Long.BYTES * global.size() * cohort.getNumPartitions();
        return step(typed.server(), global, merged, context, bytes, clock.seconds());
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
        long bytes = (long) Float.BYTES * global.size() * merged.tally().clients();
        // Its passes over the shuffled updates are not told apart from the training.
        return step(typed.server(), global, merged, context, bytes, null);
    }

    private <R extends Reported> Step step(
            ServerUpdate<R> server,
            Parameters global,
            R merged,
            RoundContext context,
            long bytes,
            @Nullable Double merging) {
        long start = System.nanoTime();
        Parameters moved = global;
        if (rules.suffices(merged.tally().clients())) {
            moved = server.apply(global, merged, context);
            Divergence.requireFinite(moved, context);
        }
        return new Step(moved, merged.tally(), bytes, merging, start);
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

package dev.kindling.spark.evaluate;

import dev.kindling.data.Client;
import dev.kindling.evaluation.Examination;
import dev.kindling.evaluation.Scorecard;
import dev.kindling.evaluation.WrongExample;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.merge.Merge;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures a model on held-out shards or on the clients' own examples. */
public final class Evaluation {

    private static final int BATCH = 500;

    private final JavaSparkContext spark;
    private final Learner learner;
    private final Problem problem;
    private final Numerics numerics = Numerics.here();

    public Evaluation(JavaSparkContext spark, Learner learner, Problem problem) {
        this.spark = spark;
        this.learner = learner;
        this.problem = problem;
    }

    /**
     * Examines all holders.
     *
     * @param wrongLimit the most wrong examples to bring home, those of the lowest holder id and place first
     */
    public Scorecard run(ClientSet holders, Parameters model, int wrongLimit) {
        Broadcast<Parameters> broadcast = spark.broadcast(model);
        try {
            Learner rule = learner;
            Problem task = problem;
            Numerics driver = numerics;
            return ExactReduce.onDriver(
                    holders.rdd().coalesce(Math.min(holders.partitions(), spark.defaultParallelism())),
                    clients -> {
                        driver.requireSameHere();
                        return examine(clients, rule, task, broadcast.value(), wrongLimit);
                    },
                    new ScorecardMerge(problem.classes(), wrongLimit));
        } finally {
            broadcast.destroy();
        }
    }

    private static Iterator<Scorecard> examine(
            Iterator<Client> holders, Learner learner, Problem problem, Parameters model, int wrongLimit) {
        Scorecard card = new Scorecard(problem.classes(), wrongLimit);
        Examination examination = new Examination(learner, problem, model.values(), BATCH);
        while (holders.hasNext()) {
            Client holder = holders.next();
            examination.examine(holder, WrongExample.position(holder.id(), 0), card);
        }
        return List.of(card).iterator();
    }

    private record ScorecardMerge(int classes, int wrongLimit) implements Merge<Scorecard> {

        @Override
        public Scorecard zero() {
            return new Scorecard(classes, wrongLimit);
        }

        @Override
        public Scorecard merge(Scorecard into, Scorecard from) {
            into.add(from);
            return into;
        }
    }
}

package dev.kindling.spark.training;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.Mean;
import dev.kindling.fault.RunFailure;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.LocalTraining;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.round.Cohort;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The loop over rounds. State goes in, state comes out; all else is told to a listener. */
public final class Training {

    private final JavaSparkContext spark;
    private final ClientSet clients;
    private final ModelMeasure measurement;
    private final Aggregation aggregation;
    private final Rounds rounds;

    /** Training whose updates merge to their weighted mean. */
    public Training(
            JavaSparkContext spark,
            Learner learner,
            FederatedMethod method,
            Problem problem,
            ClientSet clients,
            ClientSet test) {
        this(spark, learner, method, problem, clients, test, RoundRules.lenient());
    }

    /** A training whose clients may fail and whose updates merge to their weighted mean. */
    public Training(
            JavaSparkContext spark,
            Learner learner,
            FederatedMethod method,
            Problem problem,
            ClientSet clients,
            ClientSet test,
            RoundRules rules) {
        this(spark, learner, method, new Mean(), problem, clients, test, rules);
    }

    /** A training whose clients may fail. */
    public Training(
            JavaSparkContext spark,
            Learner learner,
            FederatedMethod method,
            Aggregation aggregation,
            Problem problem,
            ClientSet clients,
            ClientSet test,
            RoundRules rules) {
        this(
                spark,
                learner,
                method,
                aggregation,
                problem,
                clients,
                classAccuracy(spark, learner, problem, test),
                rules);
    }

    /** A training whose models are measured in a way of their own. */
    public Training(
            JavaSparkContext spark,
            Learner learner,
            FederatedMethod method,
            Aggregation aggregation,
            Problem problem,
            ClientSet clients,
            ModelMeasure measurement,
            RoundRules rules) {
        this.spark = spark;
        this.clients = clients;
        this.measurement = measurement;
        FederatedMethod faulty = rules.faults().attackers().over(method, clients.size());
        LocalTraining work = faulty.training(learner, problem);
        this.aggregation = aggregation;
        this.rounds = new Rounds(spark, clients, faulty.with(learner, problem, aggregation), rules, work::work);
    }

    private static ModelMeasure classAccuracy(
            JavaSparkContext spark, Learner learner, Problem problem, ClientSet test) {
        Evaluation evaluation = new Evaluation(spark, learner, problem);
        return model -> evaluation.run(test, model, 0).confusion().accuracy();
    }

    /** The state before the first round: fresh parameters, a pure function of the seed. */
    public static RunState start(Learner learner, Problem problem, long seed) {
        Parameters model = new Parameters(
                learner.layout(problem), new float[learner.layout(problem).size()]);
        learner.initialise(problem, model.values(), RandomStream.of(seed, "initial-model"));
        return new RunState(0, model);
    }

    /** Runs the rounds that remain. The same plan gives the same model wherever it was stopped and resumed. */
    public RunState run(TrainingPlan plan, RunState from, RoundListener listener) {
        Cohort.requireFits(clients.size(), plan.cohort());
        aggregation.requireFits(plan.cohort());
        RunState state = from;
        while (state.round() < plan.rounds()) {
            state = round(plan, state, listener);
        }
        return state;
    }

    private RunState round(TrainingPlan plan, RunState before, RoundListener listener) {
        int round = before.round() + 1;
        String name = "round " + round + " of " + plan.rounds();
        MDC.put("round", Integer.toString(round));
        try {
            Rounds.Outcome outcome = during(
                    name + ": train " + plan.cohort() + " clients",
                    () -> rounds.run(before.model(), plan.seed(), before.round(), plan.rounds(), plan.cohort()));
            RunState state = new RunState(round, outcome.global());
            Double accuracy = null;
            double evaluateSeconds = 0;
            if (plan.evaluates(round)) {
                long start = System.nanoTime();
                accuracy = during(name + ": evaluate on the test split", () -> measurement.accuracy(state.model()));
                evaluateSeconds = (System.nanoTime() - start) / 1e9;
            }
            listener.roundFinished(report(round, outcome, accuracy, evaluateSeconds), state);
            return state;
        } finally {
            MDC.remove("round");
        }
    }

    private <T> T during(String label, Supplier<T> work) {
        try {
            return JobLabel.during(spark.sc(), label, work);
        } catch (UserMistake | RunFailure told) {
            throw told;
        } catch (Exception failed) {
            // Spark's own exception, which Scala throws unchecked, does not say what was being done.
            throw new RoundFailure(label, failed);
        }
    }

    private static RoundReport report(
            int round, Rounds.Outcome outcome, @Nullable Double accuracy, double evaluateSeconds) {
        Tally tally = outcome.tally();
        long modelBytes = (long) Float.BYTES * outcome.global().size();
        Rounds.StageSeconds seconds = outcome.seconds();
        long discarded = tally.absent(Absence.DISCARDED);
        return new RoundReport(
                round,
                Math.toIntExact(tally.asked()),
                tally.clients(),
                tally.diverged(),
                tally.examples(),
                tally.meanLoss(),
                accuracy,
                modelBytes * tally.asked(),
                modelBytes * (tally.clients() + tally.diverged() + discarded),
                outcome.mergedBytes(),
                new RoundReport.Seconds(
                        seconds.broadcast(), seconds.train(), seconds.merge(), seconds.update(), evaluateSeconds),
                tally.busyNanos() / 1e9,
                RoundReport.Absent.of(tally, outcome.repeats()));
    }
}

package dev.kindling.spark.training;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.aggregation.Mean;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.RoundMethod;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.Learner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.evaluate.Evaluation;
import dev.kindling.spark.round.Cohort;
import dev.kindling.spark.round.RoundRules;
import dev.kindling.spark.shard.ClientSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.MDC;

/** The loop over rounds. State goes in, state comes out; all else is told to a listener. */
public final class Training {

    private final RoundSetup setup;
    private final ClientSet clients;
    private final ModelMeasure measurement;
    private final BlockSchedule schedule;
    private final int jobs;

    /** Training whose updates merge to their weighted mean. */
    public Training(
            JavaSparkContext spark,
            Learner learner,
            RoundMethod method,
            Problem problem,
            ClientSet clients,
            ClientSet test) {
        this(spark, learner, method, problem, clients, test, RoundRules.lenient());
    }

    /** A training whose clients may fail and whose updates merge to their weighted mean. */
    public Training(
            JavaSparkContext spark,
            Learner learner,
            RoundMethod method,
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
            RoundMethod method,
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
            RoundMethod method,
            Aggregation aggregation,
            Problem problem,
            ClientSet clients,
            ModelMeasure measurement,
            RoundRules rules) {
        this(
                new RoundSetup(
                        spark,
                        rules.faults().attackers().over(method, clients.size()),
                        aggregation,
                        learner,
                        problem,
                        rules),
                clients,
                measurement,
                BlockSchedule.TOGETHER,
                spark.defaultParallelism());
    }

    private Training(RoundSetup setup, ClientSet clients, ModelMeasure measurement, BlockSchedule schedule, int jobs) {
        this.setup = setup;
        this.clients = clients;
        this.measurement = measurement;
        this.schedule = schedule;
        this.jobs = jobs;
    }

    /** The same training under a schedule, which its learner must allow. */
    public Training under(BlockSchedule chosen) {
        return under(chosen, jobs);
    }

    /** The same, of concurrent blocks at most so many at a time; by default as many as there are cores. */
    public Training under(BlockSchedule chosen, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("jobs at a time must be >= 1 but were " + most);
        }
        return new Training(setup, clients, measurement, chosen, most);
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

    /**
     * Runs the rounds that remain. The same plan gives the same model wherever it was stopped and resumed.
     *
     * @throws UserMistake if the plan or the learner does not fit the schedule
     */
    public RunState run(TrainingPlan plan, RunState from, RoundListener listener) {
        Cohort.requireFits(clients.size(), plan.cohort());
        setup.aggregation().requireFits(plan.cohort());
        schedule.requireFits(setup.learner(), plan.rounds());
        RunState state = from;
        try (RoundSchedule rounds = open()) {
            while (state.round() < plan.rounds()) {
                state = round(rounds, plan, state, listener);
            }
        }
        return state;
    }

    private RoundSchedule open() {
        return switch (schedule) {
            case TOGETHER -> new AllTogether(setup.spark(), setup.whole(clients));
            case BLOCK_BY_BLOCK -> new BlockByBlock(setup, clients);
            case CONCURRENT -> new ConcurrentBlocks(setup, clients, jobs);
        };
    }

    private RunState round(RoundSchedule rounds, TrainingPlan plan, RunState before, RoundListener listener) {
        int round = before.round() + 1;
        MDC.put("round", Integer.toString(round));
        try {
            Trained trained = rounds.round(plan, before);
            RunState state = new RunState(round, trained.model());
            Double accuracy = null;
            double evaluateSeconds = 0;
            if (plan.evaluates(round)) {
                long start = System.nanoTime();
                String label = plan.name(round) + ": evaluate on the test split";
                accuracy = RoundJobs.during(setup.spark(), label, () -> measurement.accuracy(state.model()));
                evaluateSeconds = (System.nanoTime() - start) / 1e9;
            }
            listener.roundFinished(trained.report(round, accuracy, evaluateSeconds), state);
            return state;
        } finally {
            MDC.remove("round");
        }
    }
}

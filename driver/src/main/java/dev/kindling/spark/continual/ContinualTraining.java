package dev.kindling.spark.continual;

import dev.kindling.aggregation.Mean;
import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.ScenarioPlan;
import dev.kindling.continual.TestAnswers;
import dev.kindling.continual.Uncertainty;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.ExperienceEnd;
import dev.kindling.continual.strategy.Keeping;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.continual.strategy.Reservoir;
import dev.kindling.continual.strategy.StrategyLearner;
import dev.kindling.continual.strategy.Study;
import dev.kindling.data.Client;
import dev.kindling.fault.RunFailure;
import dev.kindling.federated.LocalTraining;
import dev.kindling.federated.RoundAlgorithm;
import dev.kindling.federated.RoundMethod;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.metric.Absence;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Learns one experience after another. In each, some federated rounds over the clients that are present with what they see; then what the
 * strategy keeps is gathered as exact sums or as the items with the highest keys; then the test examples of every domain are asked. The result
 * has the same bits for any partitioning. The driver holds models and the strategy's memory, and no other examples.
 *
 * <p>What is trained anew from everything ({@link Study#EVERYTHING}) or from the memory alone ({@link Study#MEMORY}) is trained only in experiences that
 * are measured, or where a query asks the model: in the others nobody would see the result.
 */
public final class ContinualTraining {

    private final JavaSparkContext spark;
    private final ContinualSetup setup;
    private final Course course;
    private final ScenarioExamples examples;
    private final ContinualListener listener;
    private final Questioning questioning;
    private final ScenarioPlan outline;
    private final Problem problem;

    /**
     * A training; closes nothing.
     *
     * @param course with the base as the first experience, and tasks as many as experiences
     */
    public ContinualTraining(
            JavaSparkContext spark,
            ContinualSetup setup,
            Course course,
            ScenarioExamples examples,
            ContinualListener listener) {
        this.spark = spark;
        this.setup = setup;
        this.course = course;
        this.examples = examples;
        this.listener = listener;
        this.outline = course.outline();
        this.questioning = new Questioning(examples, outline);
        this.problem = examples.problem();
        if (outline.base().length > 0 || outline.tasks() != outline.experiences()) {
            throw new IllegalArgumentException("a strategy needs a task for each experience and the base as the first");
        }
    }

    /** Before the first experience: a fresh network, measured once. */
    public ContinualState start() {
        Carried carried = Carried.start(fresh());
        AccuracyMatrix accuracy = new AccuracyMatrix(outline.experiences());
        measure(carried, AccuracyMatrix.UNTRAINED, accuracy);
        return new ContinualState(carried, accuracy);
    }

    /** Learns the experiences that remain. */
    public ContinualState run(ContinualState from) {
        ContinualState state = from;
        while (state.carried().experiences() < outline.experiences()) {
            state = next(state);
        }
        return state;
    }

    private Parameters fresh() {
        return Training.start(setup.network(), problem, setup.seed()).model();
    }

    /** Whether the model is measured after an experience. */
    public boolean measures(int experience) {
        return (experience + 1) % setup.evaluateEvery() == 0 || experience + 1 == outline.experiences();
    }

    /** Learns one more experience. */
    public ContinualState next(ContinualState before) {
        int experience = before.carried().experiences();
        ScenarioPlan plan = course.upTo(experience, images -> uncertainty(before.carried(), images));
        Carried carried = learn(plan, before.carried());
        AccuracyMatrix accuracy = new AccuracyMatrix(outline.experiences());
        accuracy.add(before.accuracy());
        if (measures(experience)) {
            measure(carried, experience, accuracy);
        }
        ContinualState after = new ContinualState(carried, accuracy);
        listener.experienceFinished(experience, after);
        return after;
    }

    private Carried learn(ScenarioPlan plan, Carried before) {
        int experience = before.experiences();
        Study study = setup.strategy().study();
        boolean trains = study == Study.EXPERIENCE || measures(experience) || course.asksModel();
        int first = study == Study.EVERYTHING ? 0 : experience;
        if (study == Study.EVERYTHING && !trains) {
            return new Carried(experience + 1, before.model(), null, Memory.empty(), new float[0]);
        }
        try (SeenClients seen = examples.seen(plan, first, experience)) {
            if (study == Study.MEMORY) {
                Carried kept = end(before, before.model(), seen);
                return trains ? kept.withModel(trainOnMemory(kept, experience)) : kept;
            }
            Parameters trained = train(before, before.model(), seen.set(), experience);
            return end(before, trained, seen);
        }
    }

    /** Rounds over these clients, from a model of the network alone to one of the strategy's layout. */
    private Parameters train(Carried before, Parameters from, ClientSet set, int experience) {
        RoundMethod method = setup.method();
        int rounds = setup.strategy().rounds(setup.rounds());
        int cohort = setup.cohort() == 0 ? set.present() : Math.min(setup.cohort(), set.present());
        setup.aggregation().requireFits(cohort);
        return asking(before, learner -> {
            RoundAlgorithm algorithm = method.with(learner, problem, setup.aggregation());
            Rounds runner = new Rounds(spark, set, algorithm, setup.rules());
            Parameters model = learner.begin(problem, from);
            int all = Math.multiplyExact(rounds, outline.experiences());
            for (int round = 0; round < rounds; round++) {
                Parameters now = model;
                int number = experience * rounds + round;
                Rounds.Outcome outcome = during(
                        experience,
                        "round " + (round + 1) + " of " + rounds,
                        () -> runner.run(now, setup.seed(), number, all, cohort));
                listener.roundFinished(experience, round, outcome);
                if (setup.strategy().study() != Study.MEMORY) {
                    // The memory is no client's: nobody sends anything to train on it.
                    listener.sent(experience, sent(outcome));
                }
                model = outcome.global();
            }
            return model;
        });
    }

    /** What the clients that were heard in a round sent. */
    private static long sent(Rounds.Outcome outcome) {
        long heard = outcome.tally().clients()
                + outcome.tally().diverged()
                + outcome.tally().absent(Absence.DISCARDED);
        return Float.BYTES * heard * outcome.global().size();
    }

    private <T> T asking(Carried carried, Function<StrategyLearner, T> work) {
        Broadcast<Carried> broadcast = spark.broadcast(carried);
        try {
            return work.apply(new StrategyLearner(setup.network(), setup.strategy(), new HeldBroadcast(broadcast)));
        } finally {
            broadcast.destroy();
        }
    }

    private Parameters trainOnMemory(Carried kept, int experience) {
        Broadcast<Memory> memory = spark.broadcast(kept.memory());
        try (ClientSet one = new ClientSet(
                spark.parallelize(List.of(0), 1)
                        .map(id -> new Client(id, memory.value().examples())),
                new int[] {kept.memory().size()},
                1)) {
            return train(kept, fresh(), one, experience);
        } finally {
            memory.destroy();
        }
    }

    private Carried end(Carried before, Parameters trained, SeenClients seen) {
        int experience = before.experiences();
        GradientLearner network = setup.network();
        Keeping keeping = setup.strategy().keeping();
        int classes = outline.classesSeen(experience).length;
        LocalTraining measurement = keeping.measurement(network, problem);
        Parameters measured = measurement == null
                ? null
                : during(experience, "measure", () -> measured(measurement, trained, seen.set(), experience));
        Reservoir reservoir = keeping.reservoir(classes);
        Memory gathered = Memory.empty();
        if (reservoir != null) {
            gathered = during(experience, "gather", () -> seen.gather(reservoir, setup.seed()));
            listener.sent(experience, gathered.bytes());
        }
        return keeping.after(new ExperienceEnd(network, problem, before, classes, trained, measured, gathered));
    }

    /** The mean over examples of what each client measures, in place of an update. */
    private Parameters measured(LocalTraining measurement, Parameters trained, ClientSet set, int experience) {
        RoundAlgorithm algorithm = RoundAlgorithm.summed(
                measurement, new Mean(), (global, merged, context) -> new Parameters(global.layout(), merged.values()));
        Rounds.Outcome outcome = new Rounds(spark, set, algorithm)
                .run(trained, setup.seed(), experience, outline.experiences(), set.present());
        if (outcome.tally().clients() < set.present()) {
            throw new RunFailure(
                    "experience " + (experience + 1) + ": " + outcome.tally().clients() + " of " + set.present()
                            + " clients measured numbers that can be merged; lower the learning rate or the strategy's strength");
        }
        listener.sent(experience, sent(outcome));
        return outcome.global();
    }

    private void measure(Carried carried, int after, AccuracyMatrix accuracy) {
        TestAnswers answers = during(
                after,
                "ask the test split",
                () -> asking(carried, learner -> new ScenarioExam(examples)
                        .ask(
                                new StrategyAnswering(learner, problem),
                                questioning.after(after, questioning.learnt(after), true))));
        questioning.record(after, outline.tasks() - 1, answers, accuracy);
        listener.measured(after, answers);
    }

    private Uncertainty uncertainty(Carried carried, int[] images) {
        return during(
                carried.experiences(),
                "ask unseen images",
                () -> asking(carried, learner -> new UnseenImages(examples)
                        .ask(new StrategyAnswering(learner, problem), images)));
    }

    private <T> T during(int experience, String step, Supplier<T> work) {
        String label = "experience " + (experience + 1) + " of " + outline.experiences() + ": " + step;
        return JobLabel.during(spark.sc(), label, work);
    }
}

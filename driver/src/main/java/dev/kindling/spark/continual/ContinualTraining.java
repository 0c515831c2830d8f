package dev.kindling.spark.continual;

import dev.kindling.aggregation.Mean;
import dev.kindling.continual.AccuracyMatrix;
import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.ExperienceEnd;
import dev.kindling.continual.strategy.Keeping;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.continual.strategy.Reservoir;
import dev.kindling.continual.strategy.StrategyLearner;
import dev.kindling.continual.strategy.Study;
import dev.kindling.data.Client;
import dev.kindling.data.partition.PartitionPlan;
import dev.kindling.fault.RunFailure;
import dev.kindling.federated.FederatedMethod;
import dev.kindling.federated.LocalTraining;
import dev.kindling.federated.RoundAlgorithm;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Problem;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.round.Rounds;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.spark.training.Training;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Learns one experience after another. In each, some federated rounds over the clients that are present with what they see; then what the
 * strategy keeps is gathered as exact sums or as the items with the highest keys; then the test examples of every task are asked. The result
 * has the same bits for any partitioning. The driver holds models and the strategy's memory, and no other examples.
 */
public final class ContinualTraining {

    private final JavaSparkContext spark;
    private final ContinualSetup setup;
    private final PartitionPlan holders;
    private final ClientSet clients;
    private final ClientSet test;
    private final ContinualListener listener;

    /**
     * A training.
     *
     * @param holders who holds which training example: what the plan and {@code clients} were made from
     */
    public ContinualTraining(
            JavaSparkContext spark,
            ContinualSetup setup,
            PartitionPlan holders,
            ClientSet clients,
            ClientSet test,
            ContinualListener listener) {
        this.spark = spark;
        this.setup = setup;
        this.holders = holders;
        this.clients = clients;
        this.test = test;
        this.listener = listener;
    }

    /** Before the first experience: a fresh network, measured once. */
    public ContinualState start() {
        Carried carried = Carried.start(fresh());
        AccuracyMatrix accuracy = new AccuracyMatrix(setup.plan().experiences());
        measure(carried, AccuracyMatrix.UNTRAINED, accuracy);
        return new ContinualState(carried, accuracy);
    }

    /** Learns the experiences that remain. */
    public ContinualState run(ContinualState from) {
        ContinualState state = from;
        while (state.carried().experiences() < setup.plan().experiences()) {
            int experience = state.carried().experiences();
            state = next(state);
            listener.experienceFinished(experience, state);
        }
        return state;
    }

    private Parameters fresh() {
        return Training.start(setup.network(), setup.problem(), setup.seed()).model();
    }

    private ContinualState next(ContinualState before) {
        Carried carried = learn(before.carried());
        AccuracyMatrix accuracy = new AccuracyMatrix(setup.plan().experiences());
        accuracy.add(before.accuracy());
        measure(carried, before.carried().experiences(), accuracy);
        return new ContinualState(carried, accuracy);
    }

    private Carried learn(Carried before) {
        int experience = before.experiences();
        Study study = setup.strategy().study();
        int first = study == Study.EVERYTHING ? 0 : experience;
        try (ExperienceClients seen = seen(first, experience)) {
            if (study == Study.MEMORY) {
                Carried kept = end(before, before.model(), seen);
                return kept.withModel(trainOnMemory(kept, experience));
            }
            Parameters trained = train(before, before.model(), seen.set(), experience);
            return end(before, trained, seen);
        }
    }

    private ExperienceClients seen(int first, int last) {
        return new ExperienceClients(
                spark,
                clients,
                Cells.of(setup.plan(), holders, first, last),
                setup.scenario(),
                setup.problem().input(),
                setup.seed());
    }

    /** Rounds over these clients, from a model of the network alone to one of the strategy's layout. */
    private Parameters train(Carried before, Parameters from, ClientSet set, int experience) {
        FederatedMethod method = setup.method();
        int rounds = setup.strategy().rounds(setup.rounds());
        Broadcast<Carried> broadcast = spark.broadcast(before);
        try {
            StrategyLearner learner =
                    new StrategyLearner(setup.network(), setup.strategy(), new HeldBroadcast(broadcast));
            LocalTraining work = method.training(learner, setup.problem());
            RoundAlgorithm algorithm = method.with(learner, setup.problem(), setup.aggregation());
            Rounds runner = new Rounds(spark, set, algorithm, setup.rules(), work::work);
            int cohort = setup.cohort() == 0 ? set.present() : Math.min(setup.cohort(), set.present());
            Parameters model = learner.begin(setup.problem(), from);
            int all = Math.multiplyExact(rounds, setup.plan().experiences());
            for (int round = 0; round < rounds; round++) {
                Parameters now = model;
                int number = experience * rounds + round;
                Rounds.Outcome outcome = during(
                        experience,
                        "round " + (round + 1) + " of " + rounds,
                        () -> runner.run(now, setup.seed(), number, all, cohort));
                listener.roundFinished(experience, round, outcome);
                model = outcome.global();
            }
            return model;
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

    private Carried end(Carried before, Parameters trained, ExperienceClients seen) {
        int experience = before.experiences();
        GradientLearner network = setup.network();
        Problem problem = setup.problem();
        Keeping keeping = setup.strategy().keeping();
        int classes = setup.plan().classesSeen(experience).length;
        LocalTraining measurement = keeping.measurement(network, problem);
        Parameters measured = measurement == null
                ? null
                : during(experience, "measure", () -> measured(measurement, trained, seen.set(), experience));
        Reservoir reservoir = keeping.reservoir(classes);
        Memory gathered = reservoir == null
                ? Memory.empty()
                : during(experience, "gather", () -> seen.gather(reservoir, setup.seed()));
        return keeping.after(new ExperienceEnd(network, problem, before, classes, trained, measured, gathered));
    }

    /** The mean over examples of what each client measures, in place of an update. */
    private Parameters measured(LocalTraining measurement, Parameters trained, ClientSet set, int experience) {
        RoundAlgorithm algorithm = RoundAlgorithm.summed(
                measurement, new Mean(), (global, merged, context) -> new Parameters(global.layout(), merged.values()));
        Rounds.Outcome outcome = new Rounds(spark, set, algorithm)
                .run(trained, setup.seed(), experience, setup.plan().experiences(), set.present());
        if (outcome.tally().clients() < set.present()) {
            throw new RunFailure(
                    "experience " + (experience + 1) + ": " + outcome.tally().clients() + " of " + set.present()
                            + " clients measured numbers that can be merged; lower the learning rate or the strategy's strength");
        }
        return outcome.global();
    }

    private void measure(Carried carried, int after, AccuracyMatrix accuracy) {
        int[][] taskClasses = IntStream.range(0, setup.plan().tasks())
                .mapToObj(setup.plan()::classesOfTask)
                .toArray(int[][]::new);
        TaskExam exam = new TaskExam(setup.problem(), setup.scenario(), taskClasses, setup.seed());
        Broadcast<Carried> broadcast = spark.broadcast(carried);
        try {
            StrategyLearner learner =
                    new StrategyLearner(setup.network(), setup.strategy(), new HeldBroadcast(broadcast));
            int tasks = Math.min(test.partitions(), spark.defaultParallelism());
            during(after, "ask the test split", () -> {
                exam.run(test, tasks, learner, after, accuracy);
                return accuracy;
            });
        } finally {
            broadcast.destroy();
        }
    }

    private <T> T during(int experience, String step, Supplier<T> work) {
        String label = "experience " + (experience + 1) + " of " + setup.plan().experiences() + ": " + step;
        return JobLabel.during(spark.sc(), label, work);
    }
}

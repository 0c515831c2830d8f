package dev.kindling.jobs.config;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.continual.Scenario;
import dev.kindling.continual.strategy.Strategy;
import dev.kindling.data.DataSet;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.evaluation.Measure;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.OnBadClient;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.fault.Faults;
import dev.kindling.jobs.tracking.Tracker;
import dev.kindling.jobs.tracking.Tracking;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.GradientLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.spark.baseline.KindlingRounds;
import java.util.List;

/**
 * One experiment of continual learning with a network and a strategy against forgetting. What is not named here is as {@link ContinualConfig}
 * says, and as {@link RunConfig} says.
 *
 * @param rounds rounds in each experience
 * @param cohort most clients in a round, 0 for all that are present
 * @param strategy what is done against forgetting
 * @param learner what is trained; one that descends a gradient
 * @param algorithm how clients train and the server moves
 * @param merge how updates become one
 * @param onBadClient what becomes of a client that sends what cannot be merged
 * @param minReports clients that must report, else the round is repeated with a new cohort
 * @param roundAttempts how often a round is tried before the run ends with an error
 * @param tracking who is told of the run while it goes on, one of a kind; no result depends on it
 */
public record StrategyConfig(
        long seed,
        int rounds,
        int clients,
        int cohort,
        int partitions,
        int evaluateEvery,
        int checkpointEvery,
        double validation,
        DataSet data,
        Partitioner partitioner,
        Scenario scenario,
        EncoderSource encoder,
        Strategy strategy,
        Learner learner,
        RoundMethod algorithm,
        Aggregation merge,
        OnBadClient onBadClient,
        int minReports,
        int roundAttempts,
        List<Tracker> tracking)
        implements ContinualConfig {

    public StrategyConfig {
        tracking = Tracking.oneOfAKind(tracking);
        ContinualConfig.requireRanges(clients, partitions, evaluateEvery, checkpointEvery, validation);
        UserMistake.requireRange(rounds >= 1, "rounds", "at least 1", rounds);
        UserMistake.requireRange(
                cohort >= 0 && cohort <= clients, "cohort", "in [0, clients = " + clients + "]", cohort);
        UserMistake.requireRange(minReports >= 0, "min-reports", "at least 0", minReports);
        UserMistake.requireRange(roundAttempts >= 1, "round-attempts", "at least 1", roundAttempts);
        if (!(learner instanceof GradientLearner)) {
            throw new UserMistake(
                    "a strategy wants a learner that descends the gradient of a loss, e.g. learner = backprop; give one, or"
                            + " leave strategy out for an exact head");
        }
        ClosedForm.requireFits(algorithm, learner, merge, rounds, false);
    }

    /** The network that is trained. */
    public GradientLearner network() {
        return (GradientLearner) learner;
    }

    /** The experiment of a {@code run} that makes a model of this kind, so that its model can be used as any other. */
    public RunConfig asRun() {
        return new RunConfig(
                seed,
                rounds,
                clients,
                cohort,
                partitions,
                evaluateEvery,
                checkpointEvery,
                validation,
                1,
                data,
                partitioner,
                learner,
                new Measure.ClassAccuracy(),
                algorithm,
                merge,
                BlockSchedule.TOGETHER,
                new KindlingRounds(),
                onBadClient,
                0,
                roundAttempts,
                Faults.none(),
                new StartSource.Fresh(),
                List.of());
    }
}

package dev.kindling.jobs.config;

import dev.kindling.aggregation.Aggregation;
import dev.kindling.data.DataSet;
import dev.kindling.data.HeldOut;
import dev.kindling.data.augment.Augmentation;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.evaluation.Measure;
import dev.kindling.fault.UserMistake;
import dev.kindling.federated.FedAvg;
import dev.kindling.federated.OnBadClient;
import dev.kindling.federated.RoundMethod;
import dev.kindling.federated.fault.Faults;
import dev.kindling.jobs.tracking.Tracker;
import dev.kindling.jobs.tracking.Tracking;
import dev.kindling.learn.BlockSchedule;
import dev.kindling.learn.EncodingLearner;
import dev.kindling.learn.Learner;
import dev.kindling.learn.closedform.ClosedForm;
import dev.kindling.learn.perforated.Perforated;
import dev.kindling.spark.baseline.Baseline;
import dev.kindling.spark.baseline.SparkMlp;
import dev.kindling.spark.baseline.TrainingSystem;
import java.util.List;

/**
 * One experiment.
 *
 * @param seed the only source of randomness
 * @param rounds rounds of the whole run
 * @param clients clients the training examples are dealt to
 * @param cohort clients in a round, 0 for all of them
 * @param partitions partitions that the clients are kept in, 0 to choose; no result depends on it
 * @param evaluateEvery rounds between evaluations on the test split
 * @param checkpointEvery rounds between checkpoints
 * @param validation share of the training examples that the run is measured on instead of the test split, 0 for none
 * @param keepCheckpoints checkpoints to keep, the newest
 * @param data where the examples come from
 * @param partitioner who holds which example
 * @param learner what is trained
 * @param measure what its accuracy is the accuracy of
 * @param algorithm how clients train and the server moves
 * @param merge how updates become one
 * @param schedule in what order the blocks of the model are trained
 * @param trainer who trains: Kindling, or another system to compare with
 * @param onBadClient what becomes of a client that sends what cannot be merged
 * @param minReports clients that must report, else the round is repeated with a new cohort
 * @param roundAttempts how often a round is tried before the run ends with an error
 * @param faults what goes wrong with clients, on purpose
 * @param start what the model begins with
 * @param tracking who is told of the run while it goes on, one of a kind; no result depends on it
 */
public record RunConfig(
        long seed,
        int rounds,
        int clients,
        int cohort,
        int partitions,
        int evaluateEvery,
        int checkpointEvery,
        double validation,
        int keepCheckpoints,
        DataSet data,
        Partitioner partitioner,
        Learner learner,
        Measure measure,
        RoundMethod algorithm,
        Aggregation merge,
        BlockSchedule schedule,
        TrainingSystem trainer,
        OnBadClient onBadClient,
        int minReports,
        int roundAttempts,
        Faults faults,
        StartSource start,
        List<Tracker> tracking) {

    private static final int MOST_PARTITIONS = 256;

    public RunConfig {
        tracking = Tracking.oneOfAKind(tracking);
        UserMistake.requireRange(rounds >= 1, "rounds", "at least 1", rounds);
        UserMistake.requireRange(clients >= 1, "clients", "at least 1", clients);
        UserMistake.requireRange(
                cohort >= 0 && cohort <= clients, "cohort", "in [0, clients = " + clients + "]", cohort);
        UserMistake.requireRange(partitions >= 0, "partitions", "at least 0", partitions);
        UserMistake.requireRange(evaluateEvery >= 1, "evaluate-every", "at least 1", evaluateEvery);
        UserMistake.requireRange(checkpointEvery >= 1, "checkpoint-every", "at least 1", checkpointEvery);
        UserMistake.requireRange(keepCheckpoints >= 1, "keep-checkpoints", "at least 1", keepCheckpoints);
        UserMistake.requireRange(validation >= 0 && validation < 1, "validation", "in [0, 1)", validation);
        UserMistake.requireRange(
                minReports >= 0 && minReports <= (cohort == 0 ? clients : cohort),
                "min-reports",
                "in [0, " + (cohort == 0 ? "clients = " + clients : "cohort = " + cohort) + "]",
                minReports);
        UserMistake.requireRange(roundAttempts >= 1, "round-attempts", "at least 1", roundAttempts);
        requireMeasures(learner, measure);
        requireSchedule(schedule, learner, algorithm, trainer, rounds);
        requireStart(start, trainer, learner);
        merge.requireFits(cohort == 0 ? clients : cohort);
        ClosedForm.requireFits(
                algorithm, learner, merge, rounds, faults.attackers().among(clients) > 0);
    }

    private static void requireSchedule(
            BlockSchedule schedule, Learner learner, RoundMethod algorithm, TrainingSystem trainer, int rounds) {
        if (schedule != BlockSchedule.TOGETHER && trainer instanceof Baseline) {
            throw new UserMistake(
                    "schedule: " + schedule.named() + " is a way to train with trainer = kindling, but another"
                            + " trainer is given; leave one of the two out");
        }
        if (schedule == BlockSchedule.BLOCK_BY_BLOCK
                && algorithm instanceof FedAvg averaging
                && !(averaging.augment() instanceof Augmentation.None)) {
            throw new UserMistake("schedule: block-by-block keeps what a finished block makes of each image, but"
                    + " algorithm.augment wants another image each time; leave one of the two out");
        }
        schedule.requireFits(learner, rounds);
    }

    private static void requireStart(StartSource start, TrainingSystem trainer, Learner learner) {
        if (learner instanceof Perforated && !(start instanceof StartSource.Fresh)) {
            throw new UserMistake(
                    "start: learner = perforated grows from fresh weights in phases of its rounds, but others are"
                            + " given; leave start out, or take another learner");
        }
        if (trainer instanceof SparkMlp && !(start instanceof StartSource.Fresh)) {
            throw new UserMistake("start: trainer = spark-mlp draws its own weights, but others are given; leave one of"
                    + " the two out");
        }
    }

    private static void requireMeasures(Learner learner, Measure measure) {
        if (measure instanceof Measure.EpisodeAccuracy && !(learner instanceof EncodingLearner)) {
            throw new UserMistake("measure episodes wants a learner that makes an encoder, e.g. learner = prototypical;"
                    + " take measure = accuracy for this one");
        }
        if (measure instanceof Measure.ClassAccuracy && learner instanceof EncodingLearner encoding) {
            encoding.requireClasses();
        }
    }

    /** What the run learns from and is measured on: with a validation share the test split is never opened. */
    public DataSet measuredData() {
        return validation == 0 ? data : new HeldOut(data, validation, seed);
    }

    /** What accuracies of the run are measured on. */
    public String measuredOn() {
        return validation == 0 ? "test" : "validation";
    }

    /** Clients in a round. */
    public int cohortSize() {
        return cohort == 0 ? clients : cohort;
    }

    /** Partitions of the clients' RDD: fine enough that any cohort spreads evenly over the cores. */
    public int clientPartitions() {
        return partitions == 0 ? Math.min(clients, MOST_PARTITIONS) : partitions;
    }
}

package dev.kindling.jobs.config;

import dev.kindling.continual.Scenario;
import dev.kindling.data.DataSet;
import dev.kindling.data.HeldOut;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.fault.UserMistake;
import dev.kindling.jobs.tracking.Tracker;
import java.util.List;

/**
 * One experiment of continual learning: with an exact head, whose sums merge exactly and can be taken out again, or with a network and a
 * strategy against forgetting.
 */
public sealed interface ContinualConfig permits HeadConfig, StrategyConfig {

    /** The only source of randomness. */
    long seed();

    /** Clients that take part. */
    int clients();

    /** Partitions that examples are kept in, 0 to choose; no result depends on it. */
    int partitions();

    /** Experiences between evaluations; the last one is always evaluated. */
    int evaluateEvery();

    /** Experiences between states that a run could go on from. */
    int checkpointEvery();

    /** Share of the training examples that is measured on instead of the test split, 0 for none. */
    double validation();

    /** Where the examples come from. */
    DataSet data();

    /** Who holds which example. */
    Partitioner partitioner();

    /** What is learnt in which order. */
    Scenario scenario();

    /** What embeds the examples. */
    EncoderSource encoder();

    /** Who is told of the run while it goes on; no result depends on it. */
    List<Tracker> tracking();

    /** What accuracies of the run are measured on. */
    default String measuredOn() {
        return validation() == 0 ? "test" : "validation";
    }

    /** What is learnt from and measured on: with a validation share the test split is never opened. */
    default DataSet measuredData() {
        return validation() == 0 ? data() : new HeldOut(data(), validation(), seed());
    }

    /** Checks what all such experiments have. */
    static void requireRanges(int clients, int partitions, int evaluateEvery, int checkpointEvery, double validation) {
        UserMistake.requireRange(clients >= 1, "clients", "at least 1", clients);
        UserMistake.requireRange(partitions >= 0, "partitions", "at least 0", partitions);
        UserMistake.requireRange(evaluateEvery >= 1, "evaluate-every", "at least 1", evaluateEvery);
        UserMistake.requireRange(checkpointEvery >= 1, "checkpoint-every", "at least 1", checkpointEvery);
        UserMistake.requireRange(validation >= 0 && validation < 1, "validation", "in [0, 1)", validation);
    }
}

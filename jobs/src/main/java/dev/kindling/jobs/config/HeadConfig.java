package dev.kindling.jobs.config;

import dev.kindling.continual.Scenario;
import dev.kindling.data.DataSet;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.fault.UserMistake;
import dev.kindling.head.Head;
import dev.kindling.jobs.tracking.Tracker;
import dev.kindling.jobs.tracking.Tracking;
import java.util.List;

/**
 * One experiment of continual learning with a frozen encoder and an exact head: what clients learn in an experience are
 * sums, which merge exactly. What is not named here is as {@link ContinualConfig} says.
 *
 * @param head what classifies embeddings
 * @param gridBits embeddings are rounded to multiples of 2^-gridBits, in [0, 20]
 * @param withoutClients clients that the run shall never have had
 * @param withoutClasses labels that the run shall never have had
 * @param tracking who is told of the run while it goes on, one of a kind; no result depends on it
 */
public record HeadConfig(
        long seed,
        int clients,
        int partitions,
        int evaluateEvery,
        int checkpointEvery,
        double validation,
        DataSet data,
        Partitioner partitioner,
        Scenario scenario,
        EncoderSource encoder,
        Head head,
        int gridBits,
        List<Integer> withoutClients,
        List<Integer> withoutClasses,
        List<Tracker> tracking)
        implements ContinualConfig {

    private static final int MOST_GRID_BITS = 20;

    public HeadConfig {
        tracking = Tracking.oneOfAKind(tracking);
        ContinualConfig.requireRanges(clients, partitions, evaluateEvery, checkpointEvery, validation);
        withoutClients = List.copyOf(withoutClients);
        withoutClasses = List.copyOf(withoutClasses);
        UserMistake.requireRange(
                gridBits >= 0 && gridBits <= MOST_GRID_BITS, "grid-bits", "in [0, " + MOST_GRID_BITS + "]", gridBits);
        for (int client : withoutClients) {
            UserMistake.requireRange(
                    client >= 0 && client < clients, "without-clients", "in [0, clients = " + clients + ")", client);
        }
        for (int label : withoutClasses) {
            UserMistake.requireRange(label >= 0, "without-classes", "at least 0", label);
        }
    }
}

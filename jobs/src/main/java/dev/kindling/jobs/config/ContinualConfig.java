package dev.kindling.jobs.config;

import dev.kindling.continual.Scenario;
import dev.kindling.data.DataSet;
import dev.kindling.data.partition.Partitioner;
import dev.kindling.fault.UserMistake;
import dev.kindling.head.Head;
import java.util.List;

/**
 * One experiment of continual learning with a frozen encoder and an exact head: what clients learn in an experience are
 * sums, which merge exactly.
 *
 * @param seed the only source of randomness
 * @param clients clients that take part
 * @param partitions partitions that examples are kept in, 0 to choose; no result depends on it
 * @param evaluateEvery experiences between evaluations; the last one is always evaluated
 * @param data where the examples come from
 * @param partitioner who holds which example
 * @param scenario what is learnt in which order
 * @param encoder what embeds the examples
 * @param head what classifies embeddings
 * @param gridBits embeddings are rounded to multiples of 2^-gridBits, in [0, 20]
 * @param withoutClients clients that the run shall never have had
 * @param withoutClasses labels that the run shall never have had
 */
public record ContinualConfig(
        long seed,
        int clients,
        int partitions,
        int evaluateEvery,
        DataSet data,
        Partitioner partitioner,
        Scenario scenario,
        EncoderSource encoder,
        Head head,
        int gridBits,
        List<Integer> withoutClients,
        List<Integer> withoutClasses) {

    private static final int MOST_GRID_BITS = 20;

    public ContinualConfig {
        UserMistake.requireRange(clients >= 1, "clients", "at least 1", clients);
        UserMistake.requireRange(partitions >= 0, "partitions", "at least 0", partitions);
        UserMistake.requireRange(evaluateEvery >= 1, "evaluate-every", "at least 1", evaluateEvery);
        UserMistake.requireRange(
                gridBits >= 0 && gridBits <= MOST_GRID_BITS, "grid-bits", "in [0, " + MOST_GRID_BITS + "]", gridBits);
        withoutClients = List.copyOf(withoutClients);
        withoutClasses = List.copyOf(withoutClasses);
        for (int client : withoutClients) {
            UserMistake.requireRange(
                    client >= 0 && client < clients, "without-clients", "in [0, clients = " + clients + ")", client);
        }
        for (int label : withoutClasses) {
            UserMistake.requireRange(label >= 0, "without-classes", "at least 0", label);
        }
    }
}

package dev.kindling.data.partition;

import dev.kindling.fault.UserMistake;

/** The client of every example. */
public final class PartitionPlan {

    private final int[] clientOf;
    private final int[] sizes;

    /**
     * Takes ownership of {@code clientOf}, one client id 0..clients-1 for each example.
     *
     * @throws UserMistake if a client would hold no example
     */
    public PartitionPlan(int[] clientOf, int clients) {
        this.clientOf = clientOf;
        this.sizes = new int[clients];
        for (int client : clientOf) {
            sizes[client]++;
        }
        for (int client = 0; client < clients; client++) {
            if (sizes[client] == 0) {
                throw new UserMistake("partition: client " + client + " of " + clients + " would hold none of the "
                        + clientOf.length + " examples; take fewer clients or another partitioner");
            }
        }
    }

    public int clients() {
        return sizes.length;
    }

    /** Number of examples dealt out. */
    public int examples() {
        return clientOf.length;
    }

    public int clientOf(int example) {
        return clientOf[example];
    }

    /** Examples that a client holds. */
    public int size(int client) {
        return sizes[client];
    }
}

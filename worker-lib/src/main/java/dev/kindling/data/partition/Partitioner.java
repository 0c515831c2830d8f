package dev.kindling.data.partition;

import java.io.Serializable;

/** A rule that gives every example to exactly one client. Immutable settings; the plan is a pure function of its input. */
public interface Partitioner extends Serializable {

    /**
     * Deals the population out.
     *
     * @param population labels and groups of all examples, in stored order
     * @param clients how many clients there are to be, at least 1
     * @param seed the only source of randomness
     * @throws dev.kindling.fault.UserMistake if the rule cannot serve that many clients
     */
    PartitionPlan plan(Population population, int clients, long seed);
}

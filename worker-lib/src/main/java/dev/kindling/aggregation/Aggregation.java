package dev.kindling.aggregation;

import java.io.Serializable;

/**
 * How the updates of a round's clients become one, as a configuration names it. Its type says what it takes: a
 * {@link SumRule} is an exact sum, a {@link CohortRule} needs the updates of all clients side by side.
 */
public sealed interface Aggregation extends Serializable permits SumRule, CohortRule {

    /**
     * Checks, before anything is trained, that the rule is defined for rounds of that many clients.
     *
     * @throws dev.kindling.fault.UserMistake if it is not
     */
    default void requireFits(int cohort) {}
}

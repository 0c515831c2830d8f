package dev.kindling.federated.fault;

import dev.kindling.fault.UserMistake;
import dev.kindling.metric.Absence;
import dev.kindling.random.RandomStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The faults of an experiment's clients. All of them are pure functions of the seed and of who is asked when, so that a
 * faulty run can be repeated and resumed to the bit.
 *
 * @param dropout probability that a client which is asked sends nothing, in [0, 1], drawn anew whenever it is asked
 * @param stragglers who comes too late
 * @param attackers who sends what it should not
 */
public record Faults(double dropout, Stragglers stragglers, Attackers attackers) implements Serializable {

    public Faults {
        UserMistake.requireRange(dropout >= 0 && dropout <= 1, "dropout", "in [0, 1]", dropout);
    }

    /** Clients that never fail. */
    public static Faults none() {
        return new Faults(0, new Stragglers.NoDeadline(), Attackers.none());
    }

    /**
     * Why a client that is asked will send nothing; null if it will. Known before anybody trains, so that nothing is trained
     * in vain. A client that drops out is not late as well.
     *
     * @param attempt of the round, from 0
     * @param examples that the client would train on, counted once an epoch
     */
    public @Nullable Absence absence(long seed, int round, int attempt, int client, long examples) {
        if (dropout > 0
                && RandomStream.of(seed, "dropout", round, attempt, client).nextDouble() < dropout) {
            return Absence.DROPPED_OUT;
        }
        return stragglers.late(seed, client, examples) ? Absence.PAST_DEADLINE : null;
    }
}

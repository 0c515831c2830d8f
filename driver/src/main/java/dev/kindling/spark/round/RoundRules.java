package dev.kindling.spark.round;

import dev.kindling.fault.UserMistake;
import dev.kindling.federated.OnBadClient;
import dev.kindling.federated.fault.Faults;

/**
 * What a round does about clients that fail, and which faults are planted.
 *
 * @param onBadClient what becomes of a client that sends what cannot be merged
 * @param minReports clients whose updates must be in the mean, at least 0, else the round is repeated with a new cohort
 * @param attempts how often a round is tried, at least 1
 * @param faults who drops out, comes late or attacks
 */
public record RoundRules(OnBadClient onBadClient, int minReports, int attempts, Faults faults) {

    public RoundRules {
        UserMistake.requireRange(minReports >= 0, "min-reports", "at least 0", minReports);
        UserMistake.requireRange(attempts >= 1, "round-attempts", "at least 1", attempts);
    }

    /** No faults; bad clients are left out; any number of reports will do. */
    public static RoundRules lenient() {
        return new RoundRules(OnBadClient.SKIP, 0, 1, Faults.none());
    }

    /** Whether so many reports make a model; of none there is no mean. */
    boolean suffices(long reports) {
        return reports >= Math.max(1, minReports);
    }
}

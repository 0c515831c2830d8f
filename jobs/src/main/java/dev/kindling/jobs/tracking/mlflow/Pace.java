package dev.kindling.jobs.tracking.mlflow;

import java.time.Duration;

/**
 * How patient a recorder is.
 *
 * @param answer longest wait for an answer
 * @param upload longest wait for the answer to a file
 * @param firstPause between a failure and the next try; it doubles
 * @param longestPause where it stops doubling
 * @param end longest wait at the end of a run, for all that is still to be sent
 * @param most steps that are kept to be sent; beyond, the oldest go
 */
record Pace(Duration answer, Duration upload, Duration firstPause, Duration longestPause, Duration end, int most) {

    static Pace usual() {
        return new Pace(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                10_000);
    }
}

package dev.kindling.spark.training;

import org.jspecify.annotations.Nullable;

/**
 * One round in numbers.
 *
 * @param round from 1
 * @param cohort clients asked
 * @param clients clients whose updates are in the mean
 * @param diverged clients left out because their update was not finite or out of range
 * @param examples trained on, counted once an epoch
 * @param loss mean training loss an example, NaN if nobody reported
 * @param accuracy on the test split, null where the round was not evaluated
 * @param bytesDown what the cohort would download: a float32 model each
 * @param bytesUp what the cohort would upload: a float32 model each
 * @param bytesMerged what tasks handed to the reduce stage: 64-bit sums, or float32 updates where the merge is no sum
 * @param seconds wall time by stage
 * @param busySeconds time that tasks spent on clients, added over tasks
 */
public record RoundReport(
        int round,
        int cohort,
        long clients,
        long diverged,
        long examples,
        double loss,
        @Nullable Double accuracy,
        long bytesDown,
        long bytesUp,
        long bytesMerged,
        Seconds seconds,
        double busySeconds) {

    /** Wall seconds by stage; {@code train} is client work and merging, {@code evaluate} is 0 where nothing was measured. */
    public record Seconds(double broadcast, double train, double update, double evaluate) {

        /** All but the evaluation. */
        public double round() {
            return broadcast + train + update;
        }
    }
}

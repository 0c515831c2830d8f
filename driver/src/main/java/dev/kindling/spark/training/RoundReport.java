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
 * @param bytesMerged 64-bit sums that tasks handed to the reduce stage
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

    /**
     * Wall seconds by stage. Training and merging are one Spark job, whose wall time is their sum.
     *
     * @param broadcast of the model and the cohort
     * @param train the job without its merging
     * @param merge what the driver spent on adding states, also while tasks trained; where slices are merged in reducers,
     *     their stage from its submission on. Null where it was not measured: {@code train} holds it then
     * @param update of the model by the merged states
     * @param evaluate on the test split, 0 where the round was not evaluated
     */
    public record Seconds(double broadcast, double train, @Nullable Double merge, double update, double evaluate) {

        /** All but the evaluation. */
        public double round() {
            return broadcast + train + (merge == null ? 0 : merge) + update;
        }
    }
}

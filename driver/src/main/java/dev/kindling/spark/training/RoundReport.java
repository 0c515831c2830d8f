package dev.kindling.spark.training;

import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One round in numbers.
 *
 * @param round from 1
 * @param cohort clients asked, in all attempts at the round
 * @param clients clients whose updates are in the mean
 * @param diverged clients left out because their update was not finite, out of range or of a wrong shape
 * @param examples trained on, counted once an epoch
 * @param loss mean training loss an example, NaN if nobody reported
 * @param accuracy on the test split, null where the round was not evaluated
 * @param bytesDown what the cohort would download: a float32 model each
 * @param bytesUp what those that reported would upload: a float32 model each
 * @param bytesMerged what tasks handed to the reduce stage: 64-bit sums, or float32 updates where the merge is no sum
 * @param seconds wall time by stage
 * @param busySeconds time that tasks spent on clients, added over tasks
 * @param absent who is not in the mean, by reason; none in the log of an earlier version
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
        double busySeconds,
        Absent absent) {

    public RoundReport {
        absent = Objects.requireNonNullElse(absent, Absent.NONE);
    }

    /**
     * Clients that were asked and are not in the mean, by reason, so that with {@code clients} they add up to
     * {@code cohort}.
     *
     * @param notFinite loss or update NaN or infinite
     * @param outOfRange update beyond its block's range
     * @param wrongShape update of another length than the model
     * @param droppedOut sent nothing
     * @param pastDeadline would have reported after the deadline
     * @param discarded reported in an attempt in which too few did
     * @param repeats attempts in which too few reported
     */
    public record Absent(
            long notFinite,
            long outOfRange,
            long wrongShape,
            long droppedOut,
            long pastDeadline,
            long discarded,
            int repeats) {

        public static final Absent NONE = new Absent(0, 0, 0, 0, 0, 0, 0);

        static Absent of(Tally tally, int repeats) {
            return new Absent(
                    tally.absent(Absence.NOT_FINITE),
                    tally.absent(Absence.OUT_OF_RANGE),
                    tally.absent(Absence.WRONG_SHAPE),
                    tally.absent(Absence.DROPPED_OUT),
                    tally.absent(Absence.PAST_DEADLINE),
                    tally.absent(Absence.DISCARDED),
                    repeats);
        }

        public Absent plus(Absent other) {
            return new Absent(
                    notFinite + other.notFinite,
                    outOfRange + other.outOfRange,
                    wrongShape + other.wrongShape,
                    droppedOut + other.droppedOut,
                    pastDeadline + other.pastDeadline,
                    discarded + other.discarded,
                    repeats + other.repeats);
        }
    }

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

package dev.kindling.spark.round;

import dev.kindling.merge.Merge;
import dev.kindling.spark.label.JobLabel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.jspecify.annotations.Nullable;

/**
 * How much of the wall time of a round's job is merging: what the driver spends on it where states arrive there, else the
 * reduce stage from its submission on (to a millisecond). Merging that the driver does while tasks still train counts as
 * merging.
 */
final class MergeClock {

    /** Spark tells its listeners a little later than it acts. */
    private static final long PATIENCE_MILLIS = 200;

    private long nanos;
    private boolean known = true;

    /** Counts the time that {@code merge} takes on the driver. */
    <S> Merge<S> onDriver(Merge<S> merge) {
        return new Merge<>() {
            @Override
            public S zero() {
                return timed(merge::zero);
            }

            @Override
            public S merge(S into, S from) {
                return timed(() -> merge.merge(into, from));
            }
        };
    }

    /** Counts the time that {@code work} takes on the driver. */
    <T> T timed(Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos += System.nanoTime() - start;
        }
    }

    /** Counts the time from the submission of {@code job}'s stage of that step to the job's end. */
    <T> T fromStage(SparkContext spark, String step, Supplier<T> job) {
        Submission submission = new Submission(JobLabel.stepLabel(spark, step));
        spark.addSparkListener(submission);
        try {
            T result = job.get();
            long end = System.currentTimeMillis();
            known = submission.told.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            nanos += known ? TimeUnit.MILLISECONDS.toNanos(Math.max(0, end - submission.millis)) : 0;
            return result;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while merging", stopped);
        } finally {
            spark.removeSparkListener(submission);
        }
    }

    /** Seconds of merging; null if Spark did not tell. */
    @Nullable
    Double seconds() {
        return known ? (Double) (nanos / 1e9) : null;
    }

    /** When the stage of one name was submitted last. */
    private static final class Submission extends SparkListener {

        private final String name;
        private final CountDownLatch told = new CountDownLatch(1);
        private volatile long millis;

        Submission(String name) {
            this.name = name;
        }

        @Override
        public void onStageSubmitted(SparkListenerStageSubmitted event) {
            if (event.stageInfo().name().equals(name)
                    && event.stageInfo().submissionTime().isDefined()) {
                millis = (Long) event.stageInfo().submissionTime().get();
                told.countDown();
            }
        }
    }
}

package dev.kindling.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kindling.fault.UserMistake;
import dev.kindling.spark.session.SparkSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aMistakeThatATaskMeetsArrivesAsItsOwnLineWithoutALog() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Throwable failed;
        try (PrintStream err = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setErr(err);
            failed = jobThatFails();
        } finally {
            System.setErr(before);
        }

        assertThat(Failure.of(failed)).isEqualTo(new Failure("file x: expected 1, found 2; fetch it again", 2));
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anyOtherFailureIsToldByItsDeepestCause() {
        Failure failure = Failure.of(new IllegalStateException("outer", new ArithmeticException("inner\nmore")));

        assertThat(failure)
                .isEqualTo(new Failure("failed: java.lang.ArithmeticException: inner; --debug shows where", 1));
    }

    @Test
    void memoryThatRunsOutNamesItsCureWhereverItRanOut() {
        String cure = "; give more memory, e.g. KINDLING_MEMORY=8g (default 4g)";

        assertThat(Failure.of(new OutOfMemoryError("Java heap space")))
                .isEqualTo(new Failure("failed: java.lang.OutOfMemoryError: Java heap space" + cure, 1));
        assertThat(Failure.of(new IllegalStateException("task 3: java.lang.OutOfMemoryError: Java heap space")))
                .extracting(Failure::message)
                .asString()
                .endsWith(cure);
    }

    @Test
    void whereARoundFailedIsToldWithItsRootCause() {
        Throwable lost = new org.apache.spark.SparkException(
                "Job aborted due to stage failure: Task 1 in stage 3.0 failed 4 times, most recent failure: Lost task 1.3 "
                        + "in stage 3.0 (TID 15) (10.0.0.2 executor 2): ExecutorLostFailure (executor 2 exited caused by "
                        + "one of the running tasks) Reason: Command exited with code 137\nDriver stacktrace:");

        assertThat(Failure.of(lost))
                .isEqualTo(new Failure(
                        "failed: ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Command"
                                + " exited with code 137, on 10.0.0.2 executor 2; the executor's log says more; if it ran"
                                + " out of memory, give --executor-memory",
                        1));
    }

    @Test
    void aContextThatWasStoppedIsAStoppedRunWhateverMetItFirst() {
        JavaSparkContext spark = start();
        JavaRDD<Integer> before = spark.parallelize(List.of(1), 1);
        spark.close();

        Failure stopped =
                new Failure("stopped before its end; a run goes on from its newest checkpoint with --resume", 1);
        assertThat(Failure.of(catchThrowable(before::count))).isEqualTo(stopped);
        assertThat(Failure.of(catchThrowable(() -> spark.parallelize(List.of(1), 1))))
                .isEqualTo(stopped);
    }

    private static JavaSparkContext start() {
        SparkConf conf = new SparkConf()
                .setMaster("local[1]")
                .setAppName("failure")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        return new JavaSparkContext(SparkSettings.complete(conf));
    }

    private static Throwable jobThatFails() {
        try (JavaSparkContext spark = start()) {
            return catchThrowable(() -> spark.parallelize(List.of(1), 1).foreach(item -> {
                throw new UserMistake("file x: expected 1, found 2;\n fetch it again");
            }));
        }
    }
}

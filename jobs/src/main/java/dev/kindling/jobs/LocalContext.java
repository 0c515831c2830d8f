package dev.kindling.jobs;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A context in this process, where Spark's own threads share the person's terminal. Blocks and broadcasts are removed behind the
 * program's back; where stopping overtakes what follows from that, Spark prints the stack trace of a rejected task, which looks like a
 * failure and is none.
 */
final class LocalContext extends JavaSparkContext {

    /** What follows a block manager's answer takes microseconds, and nobody tells when it is over. */
    private static final long SETTLING_MILLIS = 100;

    LocalContext(SparkConf conf) {
        super(conf);
    }

    /** Waits until block managers have answered what was asked of them and a little longer, then stops. */
    @Override
    public void close() {
        if (!sc().isStopped()) {
            parallelize(List.of(0), 1).cache().unpersist(true);
            try {
                Thread.sleep(SETTLING_MILLIS);
            } catch (InterruptedException wanted) {
                Thread.currentThread().interrupt();
            }
        }
        super.close();
    }
}

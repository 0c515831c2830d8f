package dev.kindling.jobs;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A context in this process, where Spark's own threads share the person's terminal. Blocks and broadcasts are removed behind the
 * program's back; stopping while an answer to that is on its way makes Spark print a stack trace of a rejected task, which looks like a
 * failure and is none.
 */
final class LocalContext extends JavaSparkContext {

    LocalContext(SparkConf conf) {
        super(conf);
    }

    /** Waits until block managers have answered, then stops. */
    @Override
    public void close() {
        if (!sc().isStopped()) {
            parallelize(List.of(0), 1).cache().unpersist(true);
        }
        super.close();
    }
}

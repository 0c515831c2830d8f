package dev.kindling.spark.session;

import dev.kindling.spark.wire.KindlingRegistrator;
import org.apache.spark.SparkConf;

/** What Kindling asks of Spark. Settings that the user gave are kept, except where another value would break a promise. */
public final class SparkSettings {

    private static final String PROMETHEUS = "spark.metrics.conf.driver.sink.prometheusServlet.";

    private SparkSettings() {}

    /** Completes a configuration; the master, the name and the memory stay the caller's. */
    public static SparkConf complete(SparkConf conf) {
        conf.set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        conf.set("spark.kryo.registrator", KindlingRegistrator.class.getName());
        conf.set("spark.kryo.registrationRequired", "true");
        conf.set("spark.executorEnv.OMP_NUM_THREADS", "1");
        String coreType = System.getenv("OPENBLAS_CORETYPE");
        if (coreType != null && !coreType.isEmpty()) {
            conf.setIfMissing("spark.executorEnv.OPENBLAS_CORETYPE", coreType);
        }
        conf.setIfMissing("spark.kryoserializer.buffer", "1m");
        conf.setIfMissing("spark.kryoserializer.buffer.max", "1g");
        // Merged updates are a few megabytes; through the block manager each would cost a fetch of its own.
        conf.setIfMissing("spark.task.maxDirectResultSize", "16m");
        // float32 weights do not compress.
        conf.setIfMissing("spark.broadcast.compress", "false");
        // Sums are packed by their serialiser and leave nothing to find; pixels cross a shuffle once a run.
        conf.setIfMissing("spark.shuffle.compress", "false");
        // A round is tens of milliseconds; to wait for a busy executor that has the data costs more than to move it.
        conf.setIfMissing("spark.locality.wait", "0s");
        // Kindling's and Spark's own figures at /metrics/prometheus of the driver's page, where there is one.
        conf.setIfMissing(PROMETHEUS + "class", "org.apache.spark.metrics.sink.PrometheusServlet");
        conf.setIfMissing(PROMETHEUS + "path", "/metrics/prometheus");
        // Our logging configuration leaves out a task's error where the command line tells of it; executors' logs need
        // it.
        conf.setIfMissing("spark.executorEnv.KINDLING_TASK_ERRORS", "NEUTRAL");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.driver.maxResultSize", "2g");
        return conf;
    }
}

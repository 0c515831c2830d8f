package dev.kindling.spark.observe;

import dev.kindling.spark.training.RoundListener;
import dev.kindling.spark.training.RoundReport;
import dev.kindling.spark.training.RunState;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a training while it runs: its figures in Spark's metrics system (and so in Prometheus' format at
 * {@code /metrics/prometheus} of the driver's page), a line a round in the log at level info, and a warning for every task
 * that is tried again. No result depends on it.
 */
public final class Observation implements RoundListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
    private static final String ATTEMPTS = "spark.task.maxFailures";
    private static final int USUAL_ATTEMPTS = 4;

    private final SparkContext spark;
    private final RoundMetrics metrics;
    private final RetriedTasks retried;

    /** Begins to watch a run of {@code rounds} rounds. */
    public Observation(SparkContext spark, int rounds) {
        this.spark = spark;
        this.metrics = new RoundMetrics(rounds);
        this.retried = new RetriedTasks(attempts(spark));
        SparkEnv.get().metricsSystem().registerSource(metrics);
        spark.addSparkListener(retried);
    }

    @Override
    public void roundFinished(RoundReport report, RunState state) {
        metrics.add(report);
        LOG.info(
                "loss {}, accuracy {}, {} of {} clients in the mean, {} s",
                report.loss(),
                report.accuracy() == null ? "not measured" : report.accuracy(),
                report.clients(),
                report.cohort(),
                report.seconds().round() + report.seconds().evaluate());
    }

    @Override
    public void close() {
        spark.removeSparkListener(retried);
        SparkEnv environment = SparkEnv.get();
        // A context that was stopped meanwhile has taken its metrics with it.
        if (environment != null && !spark.isStopped()) {
            environment.metricsSystem().removeSource(metrics);
        }
    }

    /** In local mode a task has one attempt, or as many as {@code local[N,F]} says. */
    private static int attempts(SparkContext spark) {
        String master = spark.master();
        if (!master.startsWith("local") || master.startsWith("local-cluster")) {
            return spark.conf().getInt(ATTEMPTS, USUAL_ATTEMPTS);
        }
        int comma = master.indexOf(',');
        return comma < 0
                ? 1
                : Integer.parseInt(
                        master.substring(comma + 1, master.length() - 1).strip());
    }
}

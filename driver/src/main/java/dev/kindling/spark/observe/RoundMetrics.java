package dev.kindling.spark.observe;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.kindling.spark.training.RoundReport;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.spark.metrics.source.Source;

/**
 * The newest round as gauges of Spark's metrics system, under {@code kindling}: {@code round}, {@code rounds},
 * {@code loss}, {@code accuracy} (of the newest evaluated round; NaN before there is one), {@code clientsPerSecond} and
 * {@code samplesPerSecond} (of the newest round, evaluation apart), and of all rounds since this began
 * {@code clientsTotal}, {@code clientsDroppedTotal} (asked, but not in the mean), {@code bytesDownTotal},
 * {@code bytesUpTotal} and {@code secondsTotal} (evaluations included).
 */
final class RoundMetrics implements Source {

    static final String NAME = "kindling";

    private final MetricRegistry registry = new MetricRegistry();
    private volatile Figures now = new Figures(0, Double.NaN, Double.NaN, 0, 0, 0, 0, 0, 0, 0);

    RoundMetrics(int rounds) {
        registry.register("rounds", (Gauge<Integer>) () -> rounds);
        count("round", Figures::round);
        measure("loss", Figures::loss);
        measure("accuracy", Figures::accuracy);
        measure("clientsPerSecond", Figures::clientsPerSecond);
        measure("samplesPerSecond", Figures::samplesPerSecond);
        count("clientsTotal", Figures::clients);
        count("clientsDroppedTotal", Figures::dropped);
        count("bytesDownTotal", Figures::bytesDown);
        count("bytesUpTotal", Figures::bytesUp);
        measure("secondsTotal", Figures::seconds);
    }

    private void count(String name, ToLongFunction<Figures> figure) {
        registry.register(name, (Gauge<Long>) () -> figure.applyAsLong(now));
    }

    private void measure(String name, ToDoubleFunction<Figures> figure) {
        registry.register(name, (Gauge<Double>) () -> figure.applyAsDouble(now));
    }

    /** Called by the thread that runs the rounds; gauges are read by others. */
    void add(RoundReport report) {
        now = now.and(report);
    }

    @Override
    public String sourceName() {
        return NAME;
    }

    @Override
    public MetricRegistry metricRegistry() {
        return registry;
    }

    /** All gauges at one moment. */
    private record Figures(
            int round,
            double loss,
            double accuracy,
            double clientsPerSecond,
            double samplesPerSecond,
            long clients,
            long dropped,
            long bytesDown,
            long bytesUp,
            double seconds) {

        Figures and(RoundReport report) {
            Double measured = report.accuracy();
            double took = report.seconds().round();
            return new Figures(
                    report.round(),
                    report.loss(),
                    measured == null ? accuracy : (double) measured,
                    report.clients() / took,
                    report.examples() / took,
                    clients + report.clients(),
                    dropped + report.cohort() - report.clients(),
                    bytesDown + report.bytesDown(),
                    bytesUp + report.bytesUp(),
                    seconds + took + report.seconds().evaluate());
        }
    }
}

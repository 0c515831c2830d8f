package dev.kindling.jobs.tracking;

import dev.kindling.spark.training.RoundReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a round that every tracker tells, by the names it tells them by. */
public final class RoundFigures {

    private RoundFigures() {}

    /** Finite numbers alone: what a round has none of is left out. {@code measuredOn} is test or validation. */
    public static Map<String, Double> of(RoundReport report, String measuredOn) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(figures, "accuracy/" + measuredOn, report.accuracy());
        put(figures, "loss/train", report.loss());
        put(figures, "clients/merged", (double) report.clients());
        put(figures, "clients/absent", (double) (report.cohort() - report.clients()));
        put(figures, "bytes/down", (double) report.bytesDown());
        put(figures, "bytes/up", (double) report.bytesUp());
        put(figures, "bytes/merged", (double) report.bytesMerged());
        RoundReport.Seconds seconds = report.seconds();
        put(figures, "seconds/broadcast", seconds.broadcast());
        put(figures, "seconds/train", seconds.train());
        put(figures, "seconds/merge", seconds.merge());
        put(figures, "seconds/update", seconds.update());
        put(figures, "seconds/evaluate", seconds.evaluate());
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            figures.put(name, value);
        }
    }
}

package dev.kindling.jobs.tracking;

import dev.kindling.spark.training.RoundReport;

/** The numbers of a round that every tracker tells. */
public final class RoundFigures {

    private RoundFigures() {}

    /** {@code measuredOn} is test or validation. */
    public static Figures of(RoundReport report, String measuredOn) {
        RoundReport.Seconds seconds = report.seconds();
        return new Figures()
                .with("accuracy/" + measuredOn, report.accuracy())
                .with("loss/train", report.loss())
                .with("clients/merged", (double) report.clients())
                .with("clients/absent", (double) (report.cohort() - report.clients()))
                .with("bytes/down", (double) report.bytesDown())
                .with("bytes/up", (double) report.bytesUp())
                .with("bytes/merged", (double) report.bytesMerged())
                .with("seconds/broadcast", seconds.broadcast())
                .with("seconds/train", seconds.train())
                .with("seconds/merge", seconds.merge())
                .with("seconds/update", seconds.update())
                .with("seconds/evaluate", seconds.evaluate());
    }
}

package dev.kindling.jobs.report;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.iff;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.DlTag;
import java.util.Locale;

/** The facts at the top. */
final class HeadlineFacts {

    private HeadlineFacts() {}

    static DomContent of(RunReport report) {
        Headline headline = report.headline();
        DlTag facts = dl().withClass("facts")
                .with(fact(
                                capitalised(headline.measuredOn()) + " accuracy",
                                headline.testAccuracy() == null
                                        ? "not tested"
                                        : Numbers.percent(headline.testAccuracy()))
                        .withClass("main"))
                .with(fact("Rounds", Numbers.count(report.rounds().size())))
                .with(fact("Time", Numbers.seconds(headline.seconds())))
                .with(fact("Samples/s", Numbers.decimal(headline.samplesPerSecond(), 0)))
                .with(fact("Traffic", Numbers.bytes(traffic(report))))
                .with(fact("Seed", Long.toString(headline.seed())));
        headline.more().forEach((label, value) -> facts.with(fact(label, value)));
        return facts.with(iff(
                !headline.modelSha256().isEmpty(),
                fact("Model SHA-256", headline.modelSha256()).withClass("digest")));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static DivTag fact(String label, String value) {
        return div(dt(label), dd(value));
    }

    private static long traffic(RunReport report) {
        return report.rounds().stream()
                .mapToLong(row -> row.bytesDown() + row.bytesUp())
                .sum();
    }
}

package dev.kindling.jobs.report;

import static j2html.TagCreator.canvas;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The places the script draws charts into, and the sentences below them. */
final class Charts {

    private final RunReport report;
    private final ChartData data;

    Charts(RunReport report, ChartData data) {
        this.report = report;
        this.data = data;
    }

    DomContent learning() {
        return Page.part(
                "Learning",
                noscript(p("Charts need JavaScript; the table of rounds below has the same numbers.")),
                div(
                                chart("accuracy", "Accuracy", data.hasAccuracy(), "No round was evaluated.", best()),
                                chart("loss", "Training loss", data.hasLoss(), "No round reported a loss.", lastLoss()))
                        .withClass("pair"));
    }

    DomContent cost() {
        boolean rounds = !report.rounds().isEmpty();
        return Page.part(
                "Cost per round",
                div(
                                chart("bytes", "Bytes sent", rounds, "No round was run.", sent()),
                                chart(
                                        "seconds",
                                        "Seconds by stage",
                                        !data.stages().isEmpty(),
                                        "No stage was timed.",
                                        took()))
                        .withClass("pair"),
                iff(rounds, details(summary("All rounds as a table"), RoundsTable.of(report.rounds()))));
    }

    DomContent clients() {
        return Page.part(
                "Clients by accuracy",
                report.clientAccuracies().clients() == 0
                        ? Page.nothing("No client was evaluated.")
                        : figure(each(drawing("clients", "Clients by accuracy", spread()))));
    }

    DomContent layers() {
        return Page.part(
                "Layer by layer",
                report.layers().isEmpty()
                        ? Page.nothing("No part of this model predicts by itself.")
                        : figure(each(drawing("layers", "Accuracy by each layer alone", alone()))));
    }

    private String alone() {
        return "Accuracy where each alone predicts: "
                + report.layers().entrySet().stream()
                        .map(layer -> layer.getKey() + " " + Numbers.percent(layer.getValue()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    static DomContent chart(String id, String title, boolean drawn, String why, String caption) {
        return figure(h3(title), drawn ? each(drawing(id, title, caption)) : Page.nothing(why));
    }

    static DomContent[] drawing(String id, String title, String caption) {
        return new DomContent[] {
            div(canvas().withId("chart-" + id).attr("role", "img").attr("aria-label", title + ". " + caption))
                    .withClass("chart"),
            figcaption(caption)
        };
    }

    private String best() {
        RoundRow best = null;
        for (RoundRow row : report.rounds()) {
            if (row.accuracy() != null && (best == null || accuracy(row) > accuracy(best))) {
                best = row;
            }
        }
        return best == null ? "" : "Best " + Numbers.percent(best.accuracy()) + " after round " + best.round() + ".";
    }

    private static double accuracy(RoundRow row) {
        return row.accuracy() == null ? -1 : row.accuracy();
    }

    private String lastLoss() {
        List<RoundRow> rows = report.rounds();
        return rows.isEmpty()
                ? ""
                : "Last " + Numbers.decimal(rows.get(rows.size() - 1).loss(), 4) + ".";
    }

    private String sent() {
        long down = report.rounds().stream().mapToLong(RoundRow::bytesDown).sum();
        long up = report.rounds().stream().mapToLong(RoundRow::bytesUp).sum();
        return Numbers.bytes(down) + " to the clients, " + Numbers.bytes(up) + " back.";
    }

    private String took() {
        double all = report.rounds().stream().mapToDouble(RoundRow::seconds).sum();
        double mean = all / Math.max(1, report.rounds().size());
        return Numbers.seconds(all) + " in all, " + Numbers.seconds(mean) + " a round.";
    }

    private String spread() {
        ClientAccuracies accuracies = report.clientAccuracies();
        long clients = accuracies.clients();
        return String.format(
                Locale.ROOT,
                "%s: lowest %s, median %s, highest %s.",
                clients == 1 ? "1 client" : Numbers.count(clients) + " clients",
                Numbers.percent(accuracies.lowest()),
                Numbers.percent(accuracies.median()),
                Numbers.percent(accuracies.highest()));
    }
}

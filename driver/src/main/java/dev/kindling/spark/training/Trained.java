package dev.kindling.spark.training;

import dev.kindling.metric.Absence;
import dev.kindling.metric.Tally;
import dev.kindling.nn.Parameters;
import dev.kindling.spark.round.Rounds;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a round, whatever of the model was trained in it.
 *
 * @param model all of it
 * @param tally of the clients; of several blocks, that of the block which the fewest are in the mean of
 * @param loss mean training loss an example, added over the blocks that were trained
 * @param busyNanos time that tasks spent on clients
 */
record Trained(
        Parameters model,
        Tally tally,
        double loss,
        long busyNanos,
        long bytesDown,
        long bytesUp,
        long bytesMerged,
        Rounds.StageSeconds seconds,
        int repeats) {

    /** A round that trained what it returns. */
    static Trained of(Rounds.Outcome outcome) {
        return of(outcome, outcome.global());
    }

    /** A round that trained a part of {@code model}: only that travelled. */
    static Trained of(Rounds.Outcome outcome, Parameters model) {
        Tally tally = outcome.tally();
        long partBytes = (long) Float.BYTES * outcome.global().size();
        return new Trained(
                model,
                tally,
                tally.meanLoss(),
                tally.busyNanos(),
                partBytes * tally.asked(),
                partBytes * (tally.clients() + tally.diverged() + tally.absent(Absence.DISCARDED)),
                outcome.mergedBytes(),
                outcome.seconds(),
                outcome.repeats());
    }

    /** Parts of {@code model} that were trained side by side, each by itself; stages overlap, so they are timed as one. */
    static Trained sideBySide(
            List<Rounds.Outcome> blocks, Parameters model, double trainSeconds, double updateSeconds) {
        List<Trained> parts = blocks.stream().map(Trained::of).toList();
        Tally fewest = parts.stream()
                .map(Trained::tally)
                .min(Comparator.comparingLong(Tally::clients))
                .orElseThrow();
        return new Trained(
                model,
                fewest,
                parts.stream().mapToDouble(Trained::loss).sum(),
                parts.stream().mapToLong(Trained::busyNanos).sum(),
                parts.stream().mapToLong(Trained::bytesDown).sum(),
                parts.stream().mapToLong(Trained::bytesUp).sum(),
                parts.stream().mapToLong(Trained::bytesMerged).sum(),
                new Rounds.StageSeconds(0, trainSeconds, null, updateSeconds),
                parts.stream().mapToInt(Trained::repeats).max().orElse(0));
    }

    RoundReport report(int round, @Nullable Double accuracy, double evaluateSeconds) {
        return new RoundReport(
                round,
                Math.toIntExact(tally.asked()),
                tally.clients(),
                tally.diverged(),
                tally.examples(),
                loss,
                accuracy,
                bytesDown,
                bytesUp,
                bytesMerged,
                new RoundReport.Seconds(
                        seconds.broadcast(), seconds.train(), seconds.merge(), seconds.update(), evaluateSeconds),
                busyNanos / 1e9,
                RoundReport.Absent.of(tally, repeats));
    }
}

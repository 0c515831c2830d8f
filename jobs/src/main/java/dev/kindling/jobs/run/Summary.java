package dev.kindling.jobs.run;

import dev.kindling.metric.AccuracySpread;
import dev.kindling.spark.training.RoundReport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run in one object: summary.json.
 *
 * @param testAccuracy of the last model on what {@code measuredOn} names
 * @param measuredOn {@code test}, or {@code validation} where examples were held out of the training split; a summary of
 *     before that key existed has null
 * @param rounds rounds that the model was trained for
 * @param roundsLogged rounds in metrics.jsonl, which seconds, examples and bytes are of; fewer if the log was damaged
 * @param seconds wall time of all rounds, evaluations included
 * @param samplesPerSecond examples trained on by wall second of rounds, evaluations apart
 * @param modelSha256 of the bytes of model.safetensors
 * @param seed the run's seed
 * @param parameters values in the model
 * @param clients clients of the run
 * @param diverged updates left out over all rounds
 * @param bytesDown all rounds
 * @param bytesUp all rounds
 * @param clientAccuracy the last model on the clients' own examples; null where it scores no classes
 * @param absent clients that were asked and are not in a mean, over all rounds; none in the file of an earlier version
 * @param episodes which episodes the accuracy is of; null if it is of examples
 */
public record Summary(
        double testAccuracy,
        @Nullable String measuredOn,
        int rounds,
        int roundsLogged,
        double seconds,
        double samplesPerSecond,
        String modelSha256,
        long seed,
        int parameters,
        int clients,
        long diverged,
        long bytesDown,
        long bytesUp,
        @Nullable Spread clientAccuracy,
        RoundReport.Absent absent,
        @Nullable EpisodesMeasured episodes) {

    public Summary {
        absent = Objects.requireNonNullElse(absent, RoundReport.Absent.NONE);
    }

    /** What the accuracy is called. */
    public String accuracyName() {
        String split = measuredOn == null ? "test" : measuredOn;
        return (episodes == null ? split : episodes.name() + " " + split) + " accuracy";
    }

    /** Lowest, tenth percentile, median and highest; the middle two rounded to {@value AccuracySpread#BINS} bins. */
    public record Spread(double lowest, double tenthPercentile, double median, double highest) {

        static Spread of(AccuracySpread spread) {
            return new Spread(spread.lowest(), spread.quantile(0.1), spread.quantile(0.5), spread.highest());
        }
    }

    /** Adds the rounds up. */
    static Summary of(
            List<RoundReport> reports,
            int rounds,
            FinalMeasure measure,
            String measuredOn,
            String modelSha256,
            long seed,
            int parameters,
            int clients) {
        double roundSeconds = 0;
        double evaluateSeconds = 0;
        long examples = 0;
        long diverged = 0;
        long down = 0;
        long up = 0;
        RoundReport.Absent absent = RoundReport.Absent.NONE;
        for (RoundReport report : reports) {
            roundSeconds += report.seconds().round();
            evaluateSeconds += report.seconds().evaluate();
            examples += report.examples();
            diverged += report.diverged();
            down += report.bytesDown();
            up += report.bytesUp();
            absent = absent.plus(report.absent());
        }
        return new Summary(
                measure.accuracy(),
                measuredOn,
                rounds,
                reports.size(),
                roundSeconds + evaluateSeconds,
                examples / roundSeconds,
                modelSha256,
                seed,
                parameters,
                clients,
                diverged,
                down,
                up,
                measure.clients(),
                absent,
                measure.episodes());
    }
}

package dev.kindling.jobs.run;

import dev.kindling.evaluation.Measure.EpisodeAccuracy;
import dev.kindling.spark.evaluate.EpisodeEvaluation;
import java.util.Locale;

/**
 * What episodes an accuracy is of.
 *
 * @param ways classes of an episode
 * @param shots examples a prototype is the mean of
 * @param queries examples of each class that were asked for
 * @param episodes how many
 * @param halfInterval half of the 95 % confidence interval over episodes, in [0, 1]
 */
public record EpisodesMeasured(int ways, int shots, int queries, int episodes, double halfInterval) {

    static EpisodesMeasured of(EpisodeAccuracy settings, EpisodeEvaluation.Result result) {
        return new EpisodesMeasured(
                settings.ways(), settings.shots(), settings.queries(), result.episodes(), result.halfInterval());
    }

    /** As in "5-way 1-shot". */
    String name() {
        return ways + "-way " + shots + "-shot";
    }

    /** In one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d episodes %s, %d queries a class; 95 %% within %.2f points",
                episodes,
                name(),
                queries,
                100 * halfInterval);
    }
}

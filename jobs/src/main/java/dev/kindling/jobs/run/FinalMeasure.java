package dev.kindling.jobs.run;

import dev.kindling.evaluation.Measure.EpisodeAccuracy;
import dev.kindling.spark.evaluate.EpisodeEvaluation;
import org.jspecify.annotations.Nullable;

/**
 * The last model's accuracy.
 *
 * @param accuracy in [0, 1]
 * @param clients accuracies on the clients' own examples; null where the model scores no classes
 * @param episodes which episodes it is of; null if it is of examples
 */
record FinalMeasure(double accuracy, Summary.@Nullable Spread clients, @Nullable EpisodesMeasured episodes) {

    static FinalMeasure of(EpisodeAccuracy settings, EpisodeEvaluation.Result result) {
        return new FinalMeasure(result.accuracy(), null, EpisodesMeasured.of(settings, result));
    }
}

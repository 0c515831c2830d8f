package dev.kindling.jobs.continual;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of continual learning in one object: summary.json. Accuracies are in [0, 1].
 *
 * @param accuracy after the last experience, of all classes seen
 * @param base of the base classes then; null if there are none
 * @param field of all others then; null if there are none
 * @param averageIncrementalAccuracy mean over experiences of the mean accuracy of the tasks seen; null where not every one was measured
 * @param forgetting as docs/continual.md defines it; null where not every experience was measured, or there is one only
 * @param experiences how many
 * @param classesSeen with an example, base included
 * @param examples learnt from, base included
 * @param refused examples left out for an embedding out of the grid's range
 * @param bytesUp of all experiences
 * @param bytesUpFedAvg what averaging the encoder would have sent
 * @param momentsSha256 of the bytes of the file of sums
 * @param seed the run's seed
 * @param seconds wall time of all experiences
 * @param accuracyMatrix row i: after experience i the accuracy on each task seen; empty where not every experience was measured
 */
public record ContinualSummary(
        double accuracy,
        @Nullable Double base,
        @Nullable Double field,
        @Nullable Double averageIncrementalAccuracy,
        @Nullable Double forgetting,
        int experiences,
        int classesSeen,
        long examples,
        long refused,
        long bytesUp,
        long bytesUpFedAvg,
        String momentsSha256,
        long seed,
        double seconds,
        List<List<Double>> accuracyMatrix) {}

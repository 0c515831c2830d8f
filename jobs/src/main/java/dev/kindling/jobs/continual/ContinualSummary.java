package dev.kindling.jobs.continual;

import dev.kindling.continual.ClientAccuracies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of continual learning in one object: summary.json. Accuracies are in [0, 1].
 *
 * @param accuracy after the last experience, of all classes seen
 * @param measuredOn test, or validation
 * @param base of the base classes then; null if there are none
 * @param field of all others then; null if there are none
 * @param averageIncrementalAccuracy mean over experiences of the mean accuracy of the tasks seen; null where not every one was measured
 * @param forgetting as docs/continual.md defines it; null where not every experience was measured, or there is one only
 * @param backwardTransfer likewise
 * @param forwardTransfer likewise; null for a head, which cannot answer a class before it has seen it
 * @param openSetAuroc after the last experience; null where all classes of the test split were seen
 * @param openSetAurocMean over the experiences in which there was one
 * @param calibrationError after the last experience
 * @param clientAccuracies after the last experience
 * @param experiences how many
 * @param classesSeen with an example, base included
 * @param examples learnt from, base included
 * @param refused examples left out for an embedding out of the grid's range
 * @param bytesUp of all experiences
 * @param bytesUpFedAvg what averaging the encoder would have sent
 * @param momentsSha256 of the bytes of the file of sums; null for a strategy
 * @param modelSha256 of the bytes of the model file; null for a head
 * @param seed the run's seed
 * @param seconds wall time of all experiences
 * @param accuracyMatrix row i: after experience i the accuracy on each task seen; empty where not every experience was measured
 * @param accuracyOfClient each client's on the classes it has seen, in its domains; null for one that saw none; empty where they are too many to look at
 * @param examplesOfClient row k: the examples of each task that client k saw; empty likewise
 */
public record ContinualSummary(
        double accuracy,
        String measuredOn,
        @Nullable Double base,
        @Nullable Double field,
        @Nullable Double averageIncrementalAccuracy,
        @Nullable Double forgetting,
        @Nullable Double backwardTransfer,
        @Nullable Double forwardTransfer,
        @Nullable Double openSetAuroc,
        @Nullable Double openSetAurocMean,
        @Nullable Double calibrationError,
        @Nullable ClientAccuracies clientAccuracies,
        int experiences,
        int classesSeen,
        long examples,
        long refused,
        long bytesUp,
        long bytesUpFedAvg,
        @Nullable String momentsSha256,
        @Nullable String modelSha256,
        long seed,
        double seconds,
        List<List<Double>> accuracyMatrix,
        List<Double> accuracyOfClient,
        List<List<Integer>> examplesOfClient) {}

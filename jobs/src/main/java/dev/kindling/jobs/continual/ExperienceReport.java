package dev.kindling.jobs.continual;

import dev.kindling.continual.ClientAccuracies;
import org.jspecify.annotations.Nullable;

/**
 * One experience in one object: a line of metrics.jsonl. Accuracies are of the test examples of classes that were seen, in domains that were met; a
 * head answers among the classes seen so far, a network among all.
 *
 * @param experience this one, from 1
 * @param classesSeen classes with an example so far, base included
 * @param examples learnt from in this experience
 * @param clients that learnt something in it
 * @param accuracy of all classes seen so far; null where it was not measured
 * @param base of the base classes; null if there are none
 * @param field of all classes seen so far but the base
 * @param current of the classes of this experience, or of its domain
 * @param openSetAuroc how well confidence tells examples of classes seen from those of classes not yet seen; null where all were seen
 * @param calibrationError expected calibration error on the classes seen
 * @param clientAccuracies how accuracy on each client's own classes spreads; null where it was not measured
 * @param bytesUp what its clients send: for a head counts and sums of the classes they saw, 8 bytes a number, and second moments if it needs
 *     them; for a strategy updates, measurements and the examples that were kept
 * @param bytesUpFedAvg what they would send if the encoder were averaged instead, 4 bytes a parameter; 0 where it has none, and for a strategy
 * @param seconds wall time, measuring included
 */
public record ExperienceReport(
        int experience,
        int classesSeen,
        long examples,
        int clients,
        @Nullable Double accuracy,
        @Nullable Double base,
        @Nullable Double field,
        @Nullable Double current,
        @Nullable Double openSetAuroc,
        @Nullable Double calibrationError,
        @Nullable ClientAccuracies clientAccuracies,
        long bytesUp,
        long bytesUpFedAvg,
        double seconds) {}

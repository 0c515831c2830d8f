package dev.kindling.jobs.continual;

import org.jspecify.annotations.Nullable;

/**
 * One experience in one object: a line of metrics.jsonl. Accuracies are of the test examples of classes that were seen, each answered
 * among all classes seen so far.
 *
 * @param experience this one, from 1
 * @param classesSeen classes with an example so far, base included
 * @param examples learnt from in this experience
 * @param clients that learnt something in it
 * @param accuracy of all classes seen so far; null where it was not measured
 * @param base of the base classes; null if there are none
 * @param field of all classes seen so far but the base
 * @param current of the classes of this experience
 * @param bytesUp what its clients send: counts and sums of the classes they saw, 8 bytes a number, and second moments if the head needs them
 * @param bytesUpFedAvg what they would send if the encoder were averaged instead, 4 bytes a parameter; 0 where it has none
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
        long bytesUp,
        long bytesUpFedAvg,
        double seconds) {}

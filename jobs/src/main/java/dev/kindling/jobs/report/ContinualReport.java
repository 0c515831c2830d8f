package dev.kindling.jobs.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the report of a continual run shows. Any part may be empty: the page then says so in its place. Accuracies are in [0, 1].
 *
 * @param facts the headline, label to value, in the order to show
 * @param digest SHA-256 of what was learnt; empty if nothing was written
 * @param accuracyMatrix row i: after experience i the accuracy on each task up to it; null where it was not measured
 * @param effectiveConfig the settings the run really had
 * @param provenance versions, host, data digests, in the order to show
 */
public record ContinualReport(
        String name,
        Map<String, String> facts,
        String digest,
        List<Experience> experiences,
        List<List<@Nullable Double>> accuracyMatrix,
        PrototypeMap prototypes,
        List<WrongNeighbourhood> wrong,
        String effectiveConfig,
        Map<String, String> provenance) {

    public ContinualReport {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        experiences = List.copyOf(experiences);
        accuracyMatrix = List.copyOf(accuracyMatrix);
        wrong = List.copyOf(wrong);
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /**
     * One experience.
     *
     * @param number from 1
     * @param classesSeen so far
     * @param accuracy of all classes seen so far; null where it was not measured
     * @param base of the base classes; null if there are none
     * @param field of the others
     * @param current of the classes of this experience
     * @param openSetAuroc of classes seen against classes to come; null if there are none to come
     * @param calibrationError expected, in [0, 1]
     * @param bytesUp what clients sent
     * @param bytesUpFedAvg what averaging models would have sent
     */
    public record Experience(
            int number,
            int classesSeen,
            @Nullable Double accuracy,
            @Nullable Double base,
            @Nullable Double field,
            @Nullable Double current,
            @Nullable Double openSetAuroc,
            @Nullable Double calibrationError,
            long bytesUp,
            long bytesUpFedAvg,
            double seconds) {}

    /**
     * Prototypes on the plane of their first two principal components.
     *
     * @param first share of their variance along x, in [0, 1]
     * @param second along y
     */
    public record PrototypeMap(List<Prototype> prototypes, double first, double second) {

        public PrototypeMap {
            prototypes = List.copyOf(prototypes);
        }

        /** No picture. */
        public static PrototypeMap none() {
            return new PrototypeMap(List.of(), 0, 0);
        }
    }

    /**
     * Where a class lies.
     *
     * @param experience the one that brought it, from 1; 0 for base classes
     */
    public record Prototype(String name, int experience, double x, double y) {}

    /**
     * A mistake beside what may have led to it.
     *
     * @param nearestPredicted the nearest example of the class it was taken for
     * @param nearestTrue the nearest of its own
     */
    public record WrongNeighbourhood(
            Pixels image, String trueClass, String predicted, Pixels nearestPredicted, Pixels nearestTrue) {}
}

package dev.kindling.jobs.continual;

import dev.kindling.data.Examples;
import dev.kindling.data.PixelFeatures;
import dev.kindling.spark.continual.WrongNeighbour;
import dev.kindling.tensor.Shape;
import java.util.Base64;
import java.util.List;

/**
 * neighbours.json: the mistakes that the last model is surest of, with the nearest example learnt of the class it chose and of the
 * true one. Only pictures are kept.
 *
 * @param shape channels, height and width of each picture
 */
record NeighboursFile(List<Integer> shape, List<Mistake> mistakes) {

    static final String NAME = "neighbours.json";

    /** Pictures are base64 of uint8 pixels; distances are Euclidean, of embeddings. */
    record Mistake(
            String label,
            String predicted,
            String pixels,
            String nearestPredicted,
            double predictedDistance,
            String nearestTrue,
            double trueDistance) {}

    static NeighboursFile of(List<WrongNeighbour> found, Shape shape, List<String> classNames) {
        return new NeighboursFile(
                List.of(shape.channels(), shape.height(), shape.width()),
                found.stream()
                        .filter(wrong -> wrong.shown().features() instanceof PixelFeatures)
                        .map(wrong -> mistake(wrong, classNames))
                        .toList());
    }

    private static Mistake mistake(WrongNeighbour wrong, List<String> classNames) {
        return new Mistake(
                classNames.get(wrong.shown().label(0)),
                classNames.get(wrong.predicted()),
                pixels(wrong.shown()),
                pixels(wrong.nearestPredicted()),
                wrong.predictedDistance(),
                pixels(wrong.nearestTrue()),
                wrong.trueDistance());
    }

    private static String pixels(Examples one) {
        return Base64.getEncoder().encodeToString(((PixelFeatures) one.features()).bytes());
    }
}

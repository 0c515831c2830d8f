package dev.kindling.spark.continual;

import dev.kindling.data.Examples;

/**
 * A test example that a head takes for another class, and what it may have been led by.
 *
 * @param shown the example, its true label with it
 * @param predicted the class it was taken for
 * @param nearestPredicted the nearest example of that class among those learnt from, by Euclidean distance of embeddings
 * @param predictedDistance how far it is
 * @param nearestTrue the nearest example of the true class
 * @param trueDistance how far that is
 */
public record WrongNeighbour(
        Examples shown,
        int predicted,
        Examples nearestPredicted,
        double predictedDistance,
        Examples nearestTrue,
        double trueDistance) {}

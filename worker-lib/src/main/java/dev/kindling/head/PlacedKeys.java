package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** A {@link KeyValueBottleneck} whose keys have their places. Immutable. */
public final class PlacedKeys implements Head {

    private static final long serialVersionUID = 1;

    private final KeyValueBottleneck settings;
    private final double[] keys;

    /** Takes ownership: {@code keys} is {@code [books, pairs, key width]}. */
    PlacedKeys(KeyValueBottleneck settings, double[] keys) {
        if (keys.length != settings.books() * settings.pairs() * settings.keyWidth()) {
            throw new IllegalArgumentException(keys.length + " values for the keys of " + settings);
        }
        this.settings = settings;
        this.keys = keys;
    }

    /** Normal keys, a function of the settings. */
    static PlacedKeys atRandom(KeyValueBottleneck settings) {
        double[] keys = new double[settings.books() * settings.pairs() * settings.keyWidth()];
        RandomStream random = RandomStream.of(settings.seed(), "random-keys");
        for (int i = 0; i < keys.length; i++) {
            keys[i] = random.nextGaussian();
        }
        return new PlacedKeys(settings, keys);
    }

    public KeyValueBottleneck settings() {
        return settings;
    }

    /** {@code [books, pairs, key width]}, not a copy. */
    double[] keys() {
        return keys;
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return settings.format(classes, width, grid);
    }

    @Override
    public FeatureMap features(int width, Grid grid, int capacity) {
        BookProjection projection = new BookProjection(settings, width, grid);
        int codes = settings.books() * settings.pairs();
        float[] features = new float[Math.multiplyExact(capacity, codes)];
        return (embeddings, rows) -> {
            Arrays.fill(features, 0, rows * codes, 0);
            for (int row = 0; row < rows; row++) {
                double[] projected = projection.project(embeddings, row);
                if (Double.isNaN(projected[0])) {
                    // What the moments refuse.
                    Arrays.fill(features, row * codes, (row + 1) * codes, Float.NaN);
                    continue;
                }
                for (int book = 0; book < settings.books(); book++) {
                    features[row * codes + book * settings.pairs() + nearest(projected, book)] = 1;
                }
            }
            return features;
        };
    }

    @Override
    public ScoringRule solve(Moments moments) {
        return settings.solve(moments);
    }

    /** The key of a book with the smallest squared distance, of equal ones the first. */
    int nearest(double[] projected, int book) {
        int width = settings.keyWidth();
        int best = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int pair = 0; pair < settings.pairs(); pair++) {
            int at = (book * settings.pairs() + pair) * width;
            double distance = 0;
            for (int i = 0; i < width; i++) {
                double difference = projected[book * width + i] - keys[at + i];
                distance += difference * difference;
            }
            if (distance < smallest) {
                smallest = distance;
                best = pair;
            }
        }
        return best;
    }
}

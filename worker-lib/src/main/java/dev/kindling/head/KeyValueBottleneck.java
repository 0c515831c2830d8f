package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;

/**
 * The discrete key-value bottleneck (Träuble et al. 2023) with values that are counted instead of learned: {@code books} random
 * projections of the embedding each fall to the nearest of {@code pairs} keys; a key's value is the histogram of the classes
 * that fell to it, and the score is the mean over books of log((n_kc + smoothing) / (n_k + smoothing x classes seen)). Keys are placed
 * once, by Lloyd's steps, and then frozen. The features of an embedding are one 1 a book among {@code books x pairs} zeros, so the class sums are the
 * histograms: counts that add, subtract and merge exactly. A key that no example fell to says nothing. Rounded: the embedding (the grid), the
 * projections, the logarithms to float32, the scores. Unlike the paper's, projected embeddings are rounded to the grid when keys are placed,
 * keys begin at examples, and the values are no parameters that gradients move.
 *
 * @param books projections, each with keys of its own
 * @param pairs keys a book
 * @param keyWidth values in a key, 14 in the paper
 * @param smoothing what a histogram begins with a class, above 0
 * @param steps of Lloyd's, 0 to leave keys where they begin
 * @param seed of the projections and of random keys
 * @param keys what they are placed on
 */
public record KeyValueBottleneck(
        int books, int pairs, int keyWidth, double smoothing, int steps, long seed, KeySource keys) implements Head {

    private static final int MOST_FEATURES = 1 << 16;

    public KeyValueBottleneck {
        UserMistake.requireRange(books >= 1, "books", ">= 1", books);
        UserMistake.requireRange(pairs >= 2, "pairs", ">= 2", pairs);
        UserMistake.requireRange(
                (long) books * pairs <= MOST_FEATURES,
                "books x pairs",
                "at most " + MOST_FEATURES,
                (long) books * pairs);
        UserMistake.requireRange(keyWidth >= 1 && keyWidth <= 1 << 10, "key-width", "in [1, 1024]", keyWidth);
        UserMistake.requireRange(
                smoothing > 0 && Double.isFinite(smoothing), "smoothing", "in (0, infinity)", smoothing);
        UserMistake.requireRange(steps >= 0, "steps", "at least 0", steps);
    }

    /** 64 books of 64 pairs, keys of 14 values after 10 steps on the first examples, histograms that begin with 1 a class. */
    public static KeyValueBottleneck defaults() {
        return new KeyValueBottleneck(64, 64, 14, 1, 10, 1, new KeySource.FirstExamples());
    }

    @Override
    public MomentsFormat format(int classes, int width, Grid grid) {
        return new MomentsFormat(classes, books * pairs, SecondMoments.NONE, false, grid);
    }

    /** @throws IllegalStateException if keys come from examples; then the features are those of {@link PlacedKeys} */
    @Override
    public FeatureMap features(int width, Grid grid, int capacity) {
        if (!(keys instanceof KeySource.RandomKeys)) {
            throw new IllegalStateException("the keys of a key-value bottleneck were not placed yet");
        }
        return PlacedKeys.atRandom(this).features(width, grid, capacity);
    }

    @Override
    public ScoringRule solve(Moments moments) {
        MomentsFormat format = moments.requireReadable().format();
        int classes = format.classes();
        int seen = 0;
        for (int label = 0; label < classes; label++) {
            seen += moments.count(label) > 0 ? 1 : 0;
        }
        double[] columns = new double[Math.multiplyExact(classes, format.width())];
        for (int code = 0; code < format.width(); code++) {
            double total = 0;
            for (int label = 0; label < classes; label++) {
                total += moments.sum(label, code);
            }
            for (int label = 0; label < classes; label++) {
                double share = (moments.sum(label, code) + smoothing) / (total + smoothing * seen);
                columns[label * format.width() + code] = StrictMath.log(share) / books;
            }
        }
        return LinearRule.of(moments, columns, new double[classes], LinearRule.RowTerm.NONE);
    }
}

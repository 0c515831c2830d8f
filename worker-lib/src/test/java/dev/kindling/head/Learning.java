package dev.kindling.head;

import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;

/** Moments and predictions of a head, without Spark. */
final class Learning {

    private Learning() {}

    static Moments moments(Head head, int classes, int width, float[] embeddings, int... labels) {
        return moments(head, classes, width, Grid.DEFAULT, labels.length, embeddings, labels);
    }

    /** In batches of at most {@code batch}. */
    static Moments moments(Head head, int classes, int width, Grid grid, int batch, float[] embeddings, int... labels) {
        MomentsFormat format = head.format(classes, width, grid);
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        FeatureMap features = head.features(width, grid, batch);
        accumulator.open(moments);
        for (int from = 0; from < labels.length; from += batch) {
            int to = Math.min(from + batch, labels.length);
            float[] part = java.util.Arrays.copyOfRange(embeddings, from * width, to * width);
            accumulator.add(features.map(part, to - from), to - from, java.util.Arrays.copyOfRange(labels, from, to));
        }
        accumulator.flush();
        return moments;
    }

    static float[] scores(Head head, ScoringRule rule, int width, float... embeddings) {
        int rows = embeddings.length / width;
        float[] scores = new float[rows * rule.classes()];
        new HeadClassifier(head, rule, width, Grid.DEFAULT, rows).scores(embeddings, rows, scores);
        return scores;
    }

    /** Fraction of rows whose label has the largest score. */
    static double accuracy(Head head, ScoringRule rule, int width, float[] embeddings, int[] labels) {
        float[] scores = scores(head, rule, width, embeddings);
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            int best = 0;
            for (int c = 1; c < rule.classes(); c++) {
                best = scores[row * rule.classes() + c] > scores[row * rule.classes() + best] ? c : best;
            }
            right += best == labels[row] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    static int[] labels(int seed, int count, int classes) {
        RandomStream random = RandomStream.of(seed, "labels");
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(classes);
        }
        return labels;
    }

    /** Means on a circle in the first two dimensions; one direction has ten times the deviation of all others. */
    static float[] stretchedClusters(int seed, int[] labels, int classes, int width) {
        RandomStream random = RandomStream.of(seed, "clusters");
        float[] values = new float[labels.length * width];
        for (int row = 0; row < labels.length; row++) {
            double angle = 2 * Math.PI * labels[row] / classes;
            double along = 2 * random.nextGaussian();
            for (int i = 0; i < width; i++) {
                double mean = i == 0 ? Math.cos(angle) : i == 1 ? Math.sin(angle) : 0;
                values[row * width + i] = (float) (mean + 0.2 * random.nextGaussian() + (i < 3 ? along : 0));
            }
        }
        return values;
    }
}

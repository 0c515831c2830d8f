package dev.kindling.continual.strategy;

import dev.kindling.learn.Classifier;
import dev.kindling.learn.FeatureMap;

/** Reads a model by the nearest class mean of normalised features. */
final class NearestMean {

    private NearestMean() {}

    /** Scores are minus the squared distance, and the lowest number there is for a class without a mean (all zeros). */
    static Classifier classifier(Lesson lesson) {
        FeatureMap map = lesson.network().featureMap(lesson.problem(), lesson.capacity());
        int width = lesson.network().featureWidth(lesson.problem());
        int classes = lesson.problem().classes();
        float[] means = lesson.carried().means();
        float[] features = new float[Math.multiplyExact(lesson.capacity(), width)];
        return (parameters, batch, scores) -> {
            map.features(parameters, batch, features);
            Herding.normalise(features, batch.size(), width);
            for (int row = 0; row < batch.size(); row++) {
                for (int c = 0; c < classes; c++) {
                    scores[row * classes + c] = score(features, row * width, means, c * width, width);
                }
            }
        };
    }

    private static float score(float[] features, int at, float[] means, int mean, int width) {
        double distance = 0;
        boolean there = false;
        for (int i = 0; i < width; i++) {
            double off = features[at + i] - means[mean + i];
            there |= means[mean + i] != 0;
            distance += off * off;
        }
        return there ? (float) -distance : -Float.MAX_VALUE;
    }
}

package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.learn.FeatureMap;

/** A trained network's normalised features of kept examples. Opened once an experience: a network's buffers are large. */
final class UnitFeatures {

    private static final int BATCH = 64;

    private final FeatureMap map;
    private final float[] model;
    private final int width;
    private final Batch batch;
    private final float[] part;

    UnitFeatures(ExperienceEnd end) {
        map = end.network().featureMap(end.problem(), BATCH);
        model = end.trained().values();
        width = end.network().featureWidth(end.problem());
        batch = new Batch(BATCH, end.problem().input().size());
        part = new float[BATCH * width];
    }

    int width() {
        return width;
    }

    /** Rows of length 1, {@code [items, width]}. */
    float[] of(Memory memory) {
        float[] all = new float[Math.multiplyExact(memory.size(), width)];
        for (int from = 0; from < memory.size(); from += BATCH) {
            batch.fill(memory.examples(), from, Math.min(from + BATCH, memory.size()));
            map.features(model, batch, part);
            System.arraycopy(part, 0, all, from * width, batch.size() * width);
        }
        Herding.normalise(all, memory.size(), width);
        return all;
    }
}

package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.learn.FeatureMap;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Keeps the model, exemplars in the order of their choice, and the classes' means of normalised features over them. A class of which
 * new examples were gathered is herded anew, among these and its exemplars; of the others the first ones stay.
 *
 * @param size most exemplars
 * @param candidates most examples of a class to gather
 */
record KeepExemplars(int size, int candidates) implements Keeping {

    private static final int BATCH = 256;

    @Override
    public Reservoir reservoir(int classesSeen) {
        return new Reservoir.Balanced(candidates);
    }

    @Override
    public Carried after(ExperienceEnd end) {
        int quota = KeepSamples.quota(size, end.classesSeen());
        int width = end.network().featureWidth(end.problem());
        float[] means = new float[end.problem().classes() * width];
        Memory exemplars = Memory.empty();
        for (int label = 0; label < end.problem().classes(); label++) {
            Memory kept = exemplars(end, label, quota, width);
            if (kept.size() > 0) {
                float[] mean = mean(features(end, kept, width), kept.size(), width);
                System.arraycopy(mean, 0, means, label * width, width);
            }
            exemplars = Memory.joined(exemplars, kept);
        }
        return end.before().next(end.model()).with(exemplars).withMeans(means);
    }

    private static Memory exemplars(ExperienceEnd end, int label, int quota, int width) {
        Memory old = end.before().memory();
        old = old.select(old.rowsOf(label));
        Memory fresh = end.gathered();
        fresh = fresh.select(fresh.rowsOf(label));
        if (fresh.size() == 0) {
            return old.select(IntStream.range(0, Math.min(quota, old.size())).toArray());
        }
        Memory pool = Memory.joined(old, fresh);
        // An exemplar met again is one item.
        pool = new Reservoir.Uniform(pool.size()).keep(pool);
        int[] chosen = Herding.choose(features(end, pool, width), pool.size(), width, quota);
        long[] ranks =
                IntStream.range(0, chosen.length).mapToLong(rank -> -rank).toArray();
        return pool.select(chosen).rekeyed(ranks);
    }

    private static float[] features(ExperienceEnd end, Memory memory, int width) {
        FeatureMap map = end.network().featureMap(end.problem(), BATCH);
        Batch batch = new Batch(BATCH, end.problem().input().size());
        float[] part = new float[BATCH * width];
        float[] all = new float[Math.multiplyExact(memory.size(), width)];
        for (int from = 0; from < memory.size(); from += BATCH) {
            batch.fill(memory.examples(), from, Math.min(from + BATCH, memory.size()));
            map.features(end.trained().values(), batch, part);
            System.arraycopy(part, 0, all, from * width, batch.size() * width);
        }
        Herding.normalise(all, memory.size(), width);
        return all;
    }

    private static float[] mean(float[] features, int rows, int width) {
        double[] mean = Herding.mean(features, rows, width);
        double length =
                Math.sqrt(Arrays.stream(mean).map(value -> value * value).sum());
        float[] unit = new float[width];
        for (int i = 0; i < width; i++) {
            unit[i] = (float) (length > 0 ? mean[i] / length : 0);
        }
        return unit;
    }
}

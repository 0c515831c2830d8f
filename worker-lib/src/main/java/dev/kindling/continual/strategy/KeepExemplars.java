package dev.kindling.continual.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps the model, exemplars in the order of their choice, and the classes' means of normalised features over them. A class of which
 * new examples were gathered is herded anew, among these and its exemplars; of the others the first ones stay.
 *
 * @param size most exemplars
 * @param candidates most examples of a class to gather
 */
record KeepExemplars(int size, int candidates) implements Keeping {

    @Override
    public Reservoir reservoir(int classesSeen) {
        return new Reservoir.Balanced(candidates);
    }

    @Override
    public int capacity() {
        return size;
    }

    @Override
    public Carried after(ExperienceEnd end) {
        int quota = KeepSamples.quota(size, end.classesSeen());
        UnitFeatures features = new UnitFeatures(end);
        int width = features.width();
        float[] means = new float[end.problem().classes() * width];
        List<Memory> exemplars = new ArrayList<>();
        for (int label = 0; label < end.problem().classes(); label++) {
            Memory kept = exemplars(end, label, quota, features);
            if (kept.size() > 0) {
                float[] mean = mean(features.of(kept), kept.size(), width);
                System.arraycopy(mean, 0, means, label * width, width);
            }
            exemplars.add(kept);
        }
        return end.before().next(end.model()).with(Memory.joined(exemplars)).withMeans(means);
    }

    private static Memory exemplars(ExperienceEnd end, int label, int quota, UnitFeatures features) {
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
        int[] chosen = Herding.choose(features.of(pool), pool.size(), features.width(), quota);
        long[] ranks =
                IntStream.range(0, chosen.length).mapToLong(rank -> -rank).toArray();
        return pool.select(chosen).rekeyed(ranks);
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

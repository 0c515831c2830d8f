package dev.kindling.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.kindling.fixedpoint.FixedPoint;
import dev.kindling.merge.BlockScales;
import dev.kindling.merge.MeanUpdate;
import dev.kindling.merge.UpdateSum;
import dev.kindling.merge.WeightedMean;
import dev.kindling.random.RandomStream;
import dev.kindling.spark.reduce.ExactReduce;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * Merging the states of 8 partitions with 13.6 million parameters each, that lie ready in the cache. Beside it, in turns, the
 * obvious way: {@code treeReduce} of {@code long[]} under the same settings of Spark. Both must give equal sums.
 */
final class LargeMerge implements Benchmark {

    private static final int PARAMETERS = 13_600_000;
    private static final int PARTITIONS = 8;
    private static final int WARM_UP = 2;
    private static final int RUNS = 7;
    private static final int BITS = FixedPoint.bitsFor(1);

    @Override
    public List<Figure> measure(JavaSparkContext spark) {
        List<Integer> numbers = IntStream.range(0, PARTITIONS).boxed().toList();
        JavaRDD<UpdateSum> states =
                spark.parallelize(numbers, PARTITIONS).map(LargeMerge::state).persist(StorageLevel.MEMORY_ONLY());
        states.count();
        Measured grouped = new Measured(RUNS);
        Measured apart = new Measured(RUNS);
        Measured tree = new Measured(RUNS);
        for (int run = -WARM_UP; run < RUNS; run++) {
            float[] expected = tree.run(run, () -> treeReduce(states));
            requireEqual(expected, grouped.run(run, () -> bySlice(states.coalesce(spark.defaultParallelism()))));
            requireEqual(expected, apart.run(run, () -> bySlice(states)));
        }
        states.unpersist(true);
        List<Figure> figures = new ArrayList<>();
        figures.addAll(grouped.figures("merge of 13.6 M parameters, 8 partitions"));
        figures.addAll(apart.figures("the same, a task a partition"));
        figures.addAll(tree.figures("treeReduce of long[] beside it"));
        return figures;
    }

    /** Wall time, and processor time of all threads, which other processes disturb less. */
    private static final class Measured {

        private static final OperatingSystemMXBean PROCESS =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        private final double[] wall;
        private final double[] processor;

        Measured(int runs) {
            wall = new double[runs];
            processor = new double[runs];
        }

        float[] run(int number, Supplier<float[]> merging) {
            long start = System.nanoTime();
            long processorStart = PROCESS.getProcessCpuTime();
            float[] mean = merging.get();
            if (number >= 0) {
                wall[number] = (System.nanoTime() - start) / 1e6;
                processor[number] = (PROCESS.getProcessCpuTime() - processorStart) / 1e6;
            }
            return mean;
        }

        List<Figure> figures(String name) {
            return List.of(Figure.lowest(name, "ms", wall), Figure.lowest("  its processor time", "ms", processor));
        }
    }

    private static void requireEqual(float[] expected, float[] actual) {
        int differs = Arrays.mismatch(expected, actual);
        if (differs >= 0) {
            throw new IllegalStateException(
                    "merges differ at parameter " + differs + ": " + expected[differs] + " and " + actual[differs]);
        }
    }

    /** A client's share of an eighth of updates up to 0.02, most below 0.01. */
    private static UpdateSum state(int partition) {
        RandomStream random = RandomStream.of(1, "large-merge", partition);
        UpdateSum state = UpdateSum.empty(PARAMETERS);
        for (long[] piece : state.pieces()) {
            Arrays.setAll(piece, i -> FixedPoint.encode(update(random.nextLong()) / PARTITIONS, BITS));
        }
        state.tally().report(1, 1, 1, 0);
        return state;
    }

    /** The sum of two uniform numbers, in [-0.02, 0.02): a float32 with all its bits, as an update is. */
    private static double update(long random) {
        return (float) (0.01 * 0x1p-31 * ((int) random + (int) (random >>> 32)));
    }

    private static float[] bySlice(JavaRDD<UpdateSum> states) {
        BlockScales scales = new BlockScales(List.of(PARAMETERS), List.of(BITS));
        MeanUpdate mean = ExactReduce.bySlice(
                states, LargeMerge::fold, new WeightedMean(scales, PARTITIONS, WeightedMean.SLICE_LENGTH));
        return mean.values();
    }

    private static Iterator<UpdateSum> fold(Iterator<UpdateSum> states) {
        UpdateSum first = states.next();
        if (!states.hasNext()) {
            return List.of(first).iterator();
        }
        UpdateSum sum = UpdateSum.empty(PARAMETERS);
        sum.add(first);
        states.forEachRemaining(sum::add);
        return List.of(sum).iterator();
    }

    private static float[] treeReduce(JavaRDD<UpdateSum> states) {
        long[] sums = states.map(LargeMerge::flat).treeReduce(LargeMerge::add);
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) FixedPoint.decode(sums[i], BITS);
        }
        return mean;
    }

    private static long[] flat(UpdateSum state) {
        long[] words = new long[state.length()];
        int at = 0;
        for (long[] piece : state.pieces()) {
            System.arraycopy(piece, 0, words, at, piece.length);
            at += piece.length;
        }
        return words;
    }

    private static long[] add(long[] into, long[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] += from[i];
        }
        return into;
    }
}

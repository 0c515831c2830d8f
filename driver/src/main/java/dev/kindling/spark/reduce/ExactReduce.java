package dev.kindling.spark.reduce;

import dev.kindling.merge.Merge;
import dev.kindling.merge.SlicedMerge;
import dev.kindling.spark.label.JobLabel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ContextCleaner;
import org.apache.spark.HashPartitioner;
import org.apache.spark.ShuffleDependency;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Function2;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * Merges the states of all partitions. Since merging is exact, states are merged as they arrive; the result has the same
 * bits for any order, any partitioning and any retry.
 */
public final class ExactReduce {

    /** What {@link #bySlice} calls its reduce stage. */
    public static final String MERGE_STEP = "merge by slice";

    private static final int SLICES_A_REDUCER = 8;

    private ExactReduce() {}

    /**
     * Folds each partition of {@code items} to one state and merges the states on the driver, which holds two at a time:
     * for states of a few megabytes at most.
     */
    public static <T, S> S onDriver(JavaRDD<T> items, FlatMapFunction<Iterator<T>, S> fold, Merge<S> merge) {
        Arrival<S> arrival = new Arrival<>(merge);
        List<Object> partitions = new ArrayList<>();
        for (int i = 0; i < items.getNumPartitions(); i++) {
            partitions.add(i);
        }
        ClassTag<Object> anyState = ClassTag$.MODULE$.apply(Object.class);
        // A task's function runs on a Scala iterator; the Java one wraps it.
        Function2<TaskContext, scala.collection.Iterator<T>, Object> task =
                (Function2<TaskContext, scala.collection.Iterator<T>, Object> & Serializable)
                        (context, iterator) -> foldOne(fold, JavaConverters.asJavaIterator(iterator));
        items.context()
                .runJob(
                        items.rdd(),
                        task,
                        JavaConverters.asScalaBuffer(partitions).toSeq(),
                        (Function2<Object, Object, BoxedUnit>) (partition, state) -> arrival.accept(state),
                        anyState);
        return arrival.merged;
    }

    /**
     * Folds each partition to one state, cuts the states into slices, merges them in reducers and finishes them there: nobody
     * but the folding task holds more than a reducer's share of the sums, 8 slices at most, and the driver gets the finished
     * slices only. What crosses the network is a state for each partition of {@code items}, so whoever has more partitions
     * than cores groups them first. The shuffle's files go when the slices are there; those of shuffles that
     * {@code items} is made from stay, they may be a caller's.
     */
    public static <T, S, R> R bySlice(JavaRDD<T> items, FlatMapFunction<Iterator<T>, S> fold, SlicedMerge<S, R> merge) {
        int count = merge.count();
        JavaPairRDD<Integer, S> slices =
                items.mapPartitions(fold).flatMapToPair(state -> new Numbered<>(merge.slices(state)));
        int reducers = reducers(count, items.context().defaultParallelism());
        // Keys are dense integers, whose hashes spread them evenly.
        JavaPairRDD<Integer, S> dealt = slices.partitionBy(new HashPartitioner(reducers));
        List<Tuple2<Integer, R>> finished;
        try {
            finished = JobLabel.duringStep(
                    items.context(), MERGE_STEP, () -> dealt.mapPartitions(arriving -> mergeArriving(arriving, merge))
                            .collect());
        } finally {
            // Else they wait for a garbage collection on the driver, while every round writes as much again.
            cleanShuffle(dealt);
        }
        return join(finished, count, merge);
    }

    /** Of this RDD alone: what Spark offers for it goes on to the shuffles that it is made from. */
    private static void cleanShuffle(JavaPairRDD<?, ?> dealt) {
        Option<ContextCleaner> cleaner = dealt.context().cleaner();
        if (cleaner.isDefined() && dealt.rdd().dependencies().head() instanceof ShuffleDependency<?, ?, ?> own) {
            cleaner.get().doCleanupShuffle(own.shuffleId(), false);
        }
    }

    /** One wave of reducers, more where each would hold too much. */
    private static int reducers(int slices, int cores) {
        int needed = (slices + SLICES_A_REDUCER - 1) / SLICES_A_REDUCER;
        return Math.min(slices, Math.max(cores, needed));
    }

    /** A reducer: slices as they come off the wire, its own to change. */
    private static <S, R> Iterator<Tuple2<Integer, R>> mergeArriving(
            Iterator<Tuple2<Integer, S>> arriving, SlicedMerge<S, R> merge) {
        Map<Integer, S> merged = new TreeMap<>();
        while (arriving.hasNext()) {
            Tuple2<Integer, S> slice = arriving.next();
            merged.merge(slice._1(), slice._2(), merge::merge);
        }
        List<Tuple2<Integer, R>> finished = new ArrayList<>();
        merged.forEach((number, slice) -> finished.add(new Tuple2<>(number, merge.finish(slice))));
        return finished.iterator();
    }

    private static <S, R> R join(List<Tuple2<Integer, R>> finished, int count, SlicedMerge<S, R> merge) {
        List<R> ordered = new ArrayList<>();
        finished.stream().sorted(java.util.Comparator.comparing(Tuple2::_1)).forEach(slice -> ordered.add(slice._2()));
        if (ordered.size() != count) {
            throw new IllegalStateException("merge: expected " + count + " slices, got " + ordered.size());
        }
        return merge.join(ordered);
    }

    private static <T, S> S foldOne(FlatMapFunction<Iterator<T>, S> fold, Iterator<T> items) {
        try {
            return fold.call(items).next();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Pieces with their numbers, cut one at a time. */
    private static final class Numbered<S> implements Iterator<Tuple2<Integer, S>> {

        private final Iterator<S> pieces;
        private int number;

        Numbered(Iterator<S> pieces) {
            this.pieces = pieces;
        }

        @Override
        public boolean hasNext() {
            return pieces.hasNext();
        }

        @Override
        public Tuple2<Integer, S> next() {
            return new Tuple2<>(number++, pieces.next());
        }
    }

    private static final class Arrival<S> {

        private final Merge<S> merge;
        private S merged;

        Arrival(Merge<S> merge) {
            this.merge = merge;
            this.merged = merge.zero();
        }

        /** Called by Spark's result thread for one state after another. */
        @SuppressWarnings("unchecked")
        BoxedUnit accept(Object state) {
            merged = merge.merge(merged, (S) state);
            return BoxedUnit.UNIT;
        }
    }
}

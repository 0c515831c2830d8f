package dev.kindling.spark.reduce;

import dev.kindling.merge.Merge;
import dev.kindling.merge.SlicedMerge;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Function2;
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
     * Folds each partition to one state, cuts the states into slices, merges each slice in a reducer of its own and finishes
     * it there: nobody but the folding task holds more than a slice of the sums, and the driver gets the finished slices
     * only.
     */
    public static <T, S, R> R bySlice(JavaRDD<T> items, FlatMapFunction<Iterator<T>, S> fold, SlicedMerge<S, R> merge) {
        int count = merge.count();
        JavaPairRDD<Integer, S> slices = items.mapPartitions(fold).flatMapToPair(state -> {
            List<S> pieces = merge.slices(state);
            List<Tuple2<Integer, S>> keyed = new ArrayList<>(pieces.size());
            for (int i = 0; i < pieces.size(); i++) {
                keyed.add(new Tuple2<>(i, pieces.get(i)));
            }
            return keyed.iterator();
        });
        // Keys are dense integers, whose hashes spread them evenly; a state is deserialised on this side, so it may be
        // changed.
        JavaPairRDD<Integer, S> merged = slices.combineByKey(
                first -> first, merge::merge, merge::merge, new HashPartitioner(count), false, null);
        List<Tuple2<Integer, R>> finished = merged.mapValues(merge::finish).collect();
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

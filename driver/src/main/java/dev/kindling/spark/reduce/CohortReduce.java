package dev.kindling.spark.reduce;

import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.CohortRule;
import dev.kindling.aggregation.CohortSlice;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.aggregation.CoordinateRule;
import dev.kindling.aggregation.DistanceRule;
import dev.kindling.aggregation.SquaredDistances;
import dev.kindling.merge.MeanUpdate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Merges by rules that are no sums. Updates are shuffled by slice of the parameters: one task gathers one slice of all
 * clients, {@link CohortSlicing#mostBytes} of it, puts them in the order of client ids and finishes the slice. The driver
 * gets finished slices, and distances between clients, never an update.
 */
public final class CohortReduce {

    private CohortReduce() {}

    /**
     * Cuts the updates of all items, shuffles and merges them. A rule that needs distances reads the shuffle's files
     * twice; nothing is trained twice unless files are lost, and then it comes to the same bits. The files go at the end.
     *
     * @param cut makes one slice after another from the items of a task
     */
    public static <T> MeanUpdate merge(
            JavaRDD<T> items, FlatMapFunction<Iterator<T>, ClientSlice> cut, CohortRule rule, CohortSlicing slicing) {
        // Keys are dense integers, so every partition is one slice.
        JavaRDD<ClientSlice> shuffled = items.mapPartitions(cut)
                .mapToPair(slice -> new Tuple2<>(slicing.numberOf(slice.offset()), slice))
                .partitionBy(new HashPartitioner(slicing.count()))
                .values()
                .setName("updates of " + slicing.cohort() + " clients by slice, at most " + slicing.mostBytes()
                        + " bytes a task");
        try {
            if (rule instanceof CoordinateRule each) {
                return slicing.join(finish(shuffled, slicing, slice -> slice.merge(each)));
            }
            return byDistance(shuffled, (DistanceRule) rule, slicing);
        } finally {
            shuffled.rdd().cleanShuffleDependencies(false);
        }
    }

    private static MeanUpdate byDistance(JavaRDD<ClientSlice> shuffled, DistanceRule rule, CohortSlicing slicing) {
        JavaPairRDD<Integer, SquaredDistances> distances = distances(shuffled, slicing);
        try {
            double[] chosen = rule.weights(distances.values().collect().get(0));
            Broadcast<double[]> weights =
                    JavaSparkContext.fromSparkContext(shuffled.context()).broadcast(chosen);
            try {
                return slicing.join(finish(shuffled, slicing, slice -> slice.mean(weights.value())));
            } finally {
                weights.destroy();
            }
        } finally {
            distances.rdd().cleanShuffleDependencies(false);
        }
    }

    /** One reducer adds those of all slices as they come: the driver gets one matrix however many slices there are. */
    private static JavaPairRDD<Integer, SquaredDistances> distances(
            JavaRDD<ClientSlice> shuffled, CohortSlicing slicing) {
        return shuffled.mapPartitionsWithIndex(within(slicing), false)
                .mapToPair(distances -> new Tuple2<>(0, distances))
                .combineByKey(
                        first -> first,
                        SquaredDistances::add,
                        SquaredDistances::add,
                        new HashPartitioner(1),
                        false,
                        null);
    }

    private static Function2<Integer, Iterator<ClientSlice>, Iterator<SquaredDistances>> within(CohortSlicing slicing) {
        return (slice, clients) -> List.of(SquaredDistances.within(CohortSlice.gather(clients, slicing, slice)))
                .iterator();
    }

    private static List<MeanUpdate> finish(JavaRDD<ClientSlice> shuffled, CohortSlicing slicing, Finish finish) {
        return shuffled.mapPartitions(clients -> {
                    int slice = TaskContext.getPartitionId();
                    return List.of(finish.apply(CohortSlice.gather(clients, slicing, slice)))
                            .iterator();
                })
                .collect();
    }

    /** What becomes of a gathered slice. */
    @FunctionalInterface
    private interface Finish extends java.io.Serializable {

        MeanUpdate apply(CohortSlice slice);
    }
}

package dev.kindling.spark.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.data.FloatFeatures;
import dev.kindling.encode.Pixels;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Moments;
import dev.kindling.head.NearestClassMean;
import dev.kindling.spark.LocalSpark;
import dev.kindling.spark.head.HeadLearning;
import dev.kindling.spark.head.SolvedHead;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class WrongNeighboursTest {

    private static final Shape LINE = Shape.flat(1);
    private static final Grid GRID = new Grid(14);

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = LocalSpark.start("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    /** Class 0 was learnt at 0, 1, 2 and class 1 at 9, 10, 11: means 1 and 10. Class 2 was never seen. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void theSurestMistakesComeFirstWithTheirNearestExamplesOnBothSides(int partitions) {
        List<Client> train = List.of(
                holder(0, new float[] {0, 10}, 0, 1),
                holder(1, new float[] {9, 2}, 1, 0),
                holder(2, new float[] {11, 1}, 1, 0));
        List<Client> test = List.of(holder(0, new float[] {0.5f, 6}, 0, 0), holder(1, new float[] {8, 10, 5}, 0, 1, 2));
        NearestClassMean head = new NearestClassMean();
        try (ClientSet trainSet = clients(train, partitions);
                ClientSet testSet = clients(test, partitions)) {
            Moments moments = new HeadLearning(spark, new Pixels(), head, LINE, 3, GRID).of(trainSet, Set.of(0, 1, 2));
            Broadcast<SolvedHead> solved = spark.broadcast(new SolvedHead(head, head.solve(moments), GRID, 1));
            List<WrongNeighbour> found =
                    new WrongNeighbours(spark, 3, 1, 5).find(solved, testSet, testSet, trainSet, trainSet);

            assertThat(found).extracting(wrong -> value(wrong.shown())).containsExactly(8f, 6f);
            assertThat(found)
                    .allMatch(wrong -> wrong.predicted() == 1 && wrong.shown().label(0) == 0);
            assertThat(found)
                    .extracting(wrong -> value(wrong.nearestPredicted()))
                    .containsExactly(9f, 9f);
            assertThat(found).extracting(wrong -> value(wrong.nearestTrue())).containsExactly(2f, 2f);
            assertThat(found.get(0).predictedDistance()).isCloseTo(1, within(1e-12));
            assertThat(found.get(0).trueDistance()).isCloseTo(6, within(1e-12));
            assertThat(new WrongNeighbours(spark, 3, 1, 1).find(solved, testSet, testSet, trainSet, trainSet))
                    .extracting(wrong -> value(wrong.shown()))
                    .containsExactly(8f);
            solved.destroy();
        }
    }

    private static float value(Examples one) {
        return ((FloatFeatures) one.features()).values()[0];
    }

    private static Client holder(int id, float[] values, int... labels) {
        return new Client(id, new Examples(new FloatFeatures(values.length, 1, values), labels));
    }

    private static ClientSet clients(List<Client> holders, int partitions) {
        List<Tuple2<Integer, Client>> keyed = new ArrayList<>();
        holders.forEach(holder -> keyed.add(new Tuple2<>(holder.id(), holder)));
        int[] sizes =
                holders.stream().mapToInt(holder -> holder.examples().size()).toArray();
        return new ClientSet(
                spark.parallelizePairs(keyed, 1)
                        .partitionBy(new org.apache.spark.HashPartitioner(partitions))
                        .values(),
                sizes,
                partitions);
    }
}

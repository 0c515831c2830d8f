package dev.kindling.spark.head;

import dev.kindling.data.Client;
import dev.kindling.encode.Encoder;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.head.Head;
import dev.kindling.head.Moments;
import dev.kindling.head.MomentsFormat;
import dev.kindling.head.MomentsSum;
import dev.kindling.spark.label.JobLabel;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.round.Numerics;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Learns an exact head from cached clients: embeds their examples with a frozen encoder and merges the moments of the head's features. The
 * moments have the same bits for any partitioning, order, retry and grouping of examples into clients. Where matrix products round otherwise
 * than on the driver a task refuses to work.
 */
public final class HeadLearning {

    private final JavaSparkContext spark;
    private final Encoder encoder;
    private final Head head;
    private final Shape input;
    private final MomentsFormat format;
    private final MomentsSum merge;
    private final Numerics numerics = Numerics.here();

    public HeadLearning(JavaSparkContext spark, Encoder encoder, Head head, Shape input, int classes, Grid grid) {
        this(
                spark,
                encoder,
                head,
                input,
                head.format(classes, encoder.dimension(input), grid),
                MomentsSum.SLICE_LENGTH);
    }

    HeadLearning(
            JavaSparkContext spark, Encoder encoder, Head head, Shape input, MomentsFormat format, int sliceLength) {
        this.spark = spark;
        this.encoder = encoder;
        this.head = head;
        this.input = input;
        this.format = format;
        this.merge = new MomentsSum(format, sliceLength);
    }

    /** What adds and subtracts these moments. */
    public MomentsSum merge() {
        return merge;
    }

    /** The moments of all clients. */
    public Moments ofAll(ClientSet clients) {
        return merged(clients.rdd(), null);
    }

    /** The moments of holders that nobody keeps: one pass over them. */
    public Moments of(JavaRDD<Client> holders) {
        return merged(holders, null);
    }

    /** The moments of some clients, by id. */
    public Moments of(ClientSet clients, Set<Integer> chosen) {
        return merged(clients.rdd(), new TreeSet<>(chosen));
    }

    /**
     * The moments of each of these clients, by id, for whoever means to take one out again. The driver holds them all: ask
     * for few where states are large.
     */
    public Map<Integer, Moments> byClient(ClientSet clients, Set<Integer> chosen) {
        Set<Integer> wanted = new TreeSet<>(chosen);
        return working("moments by client", frozen -> {
            Task task = task(frozen);
            Map<Integer, Moments> found = new TreeMap<>();
            clients.rdd()
                    .mapPartitions(holders -> eachOf(holders, wanted, task))
                    .collect()
                    .forEach(one -> found.put(one._1(), one._2()));
            return found;
        });
    }

    private Moments merged(JavaRDD<Client> holding, @Nullable Set<Integer> chosen) {
        return working("moments", frozen -> {
            Task task = task(frozen);
            JavaRDD<Client> grouped =
                    holding.coalesce(Math.min(holding.getNumPartitions(), spark.defaultParallelism()));
            if (merge.count() == 1) {
                return ExactReduce.onDriver(grouped, holders -> oneOf(holders, chosen, task), merge);
            }
            return ExactReduce.bySlice(grouped, holders -> oneOf(holders, chosen, task), merge);
        });
    }

    private <R> R working(String label, Function<Broadcast<FrozenPart>, R> work) {
        Broadcast<FrozenPart> frozen = spark.broadcast(new FrozenPart(encoder, head));
        try {
            return JobLabel.during(spark.sc(), label, () -> work.apply(frozen));
        } finally {
            frozen.destroy();
        }
    }

    private Task task(Broadcast<FrozenPart> frozen) {
        return new Task(frozen, input, format, numerics);
    }

    private static Iterator<Moments> oneOf(Iterator<Client> holders, @Nullable Set<Integer> chosen, Task task) {
        Iterable<Client> wanted = () -> new Wanted(holders, chosen);
        return List.of(task.open().fold(wanted)).iterator();
    }

    private static Iterator<Tuple2<Integer, Moments>> eachOf(Iterator<Client> holders, Set<Integer> chosen, Task task) {
        FoldMoments fold = task.open();
        Iterator<Client> wanted = new Wanted(holders, chosen);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return wanted.hasNext();
            }

            @Override
            public Tuple2<Integer, Moments> next() {
                Client client = wanted.next();
                return new Tuple2<>(client.id(), fold.fold(List.of(client)));
            }
        };
    }

    /** What a task is given. */
    private record Task(Broadcast<FrozenPart> frozen, Shape input, MomentsFormat format, Numerics numerics)
            implements Serializable {

        FoldMoments open() {
            numerics.requireSameHere();
            return new FoldMoments(frozen.value(), input, format);
        }
    }
}

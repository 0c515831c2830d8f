package dev.kindling.spark.continual;

import dev.kindling.continual.Scenario;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.continual.strategy.Reservoir;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.spark.head.EmbedClients;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Clients with what they see in an experience, in its domain and embedded, taken from the cached clients with all that they hold. What a client
 * sees and another one holds is shuffled to it; each has its examples by task and number.
 */
final class SeenClients implements AutoCloseable {

    private final ClientSet set;
    private final Broadcast<int[]> packed;
    private final boolean shuffled;
    private final int tasks;

    /** What is done to an example on its way. */
    record Way(Scenario scenario, Shape shape, long seed, EmbedClients embedding) implements Serializable {}

    /** Everybody gets what it sees. */
    static SeenClients byViewer(JavaSparkContext spark, ClientSet all, Cells cells, Way way) {
        return new SeenClients(spark, all, cells, way, cells.travels());
    }

    /** Everybody keeps what it holds, whoever sees it: for sums, which do not ask. */
    static SeenClients byHolder(JavaSparkContext spark, ClientSet all, Cells cells, Way way) {
        return new SeenClients(spark, all, cells, way, false);
    }

    private SeenClients(JavaSparkContext spark, ClientSet all, Cells cells, Way way, boolean travels) {
        Broadcast<int[]> broadcast = spark.broadcast(cells.packed());
        this.packed = broadcast;
        this.shuffled = travels;
        this.tasks = Math.min(all.partitions(), spark.defaultParallelism());
        int[] held = IntStream.range(0, all.size()).map(cells::size).toArray();
        JavaRDD<Client> seen = travels
                ? all.rdd()
                        .mapPartitions(clients -> parts(clients, broadcast, way))
                        .mapToPair(part -> part)
                        .partitionBy(new HashPartitioner(all.partitions()))
                        .mapPartitions(SeenClients::assemble)
                : all.rdd().mapPartitions(clients -> kept(clients, broadcast, way));
        this.set = new ClientSet(seen, travels ? cells.seen() : held, all.partitions());
    }

    private static Iterator<Client> kept(Iterator<Client> clients, Broadcast<int[]> packed, Way way) {
        Cells cells = Cells.unpack(packed.value());
        UnaryOperator<Examples> embedding = way.embedding.open();
        List<Client> seeing = new ArrayList<>();
        while (clients.hasNext()) {
            Client client = clients.next();
            int size = cells.size(client.id());
            if (size > 0) {
                seeing.add(new Client(client.id(), examples(client, cells, 0, size, way, embedding)));
            }
        }
        return seeing.iterator();
    }

    /** For each client that sees some of it a part with the numbers of its examples. */
    private static Iterator<Tuple2<Integer, Memory>> parts(Iterator<Client> clients, Broadcast<int[]> packed, Way way) {
        Cells cells = Cells.unpack(packed.value());
        UnaryOperator<Examples> embedding = way.embedding.open();
        List<Tuple2<Integer, Memory>> parts = new ArrayList<>();
        while (clients.hasNext()) {
            Client client = clients.next();
            int holder = client.id();
            for (int from = 0, to; from < cells.size(holder); from = to) {
                to = end(cells, holder, from, false);
                long[] ids = IntStream.range(from, to)
                        .mapToLong(row -> cells.id(holder, row))
                        .toArray();
                Examples seen = examples(client, cells, from, to, way, embedding);
                parts.add(new Tuple2<>(cells.viewer(holder, from), new Memory(ids, ids, seen, new float[0])));
            }
        }
        return parts.iterator();
    }

    /** Where the rows of a viewer end, or those of one of its tasks. */
    private static int end(Cells cells, int holder, int from, boolean ofTask) {
        int to = from;
        while (to < cells.size(holder)
                && cells.viewer(holder, to) == cells.viewer(holder, from)
                && (!ofTask || cells.task(holder, to) == cells.task(holder, from))) {
            to++;
        }
        return to;
    }

    private static Examples examples(
            Client client, Cells cells, int first, int last, Way way, UnaryOperator<Examples> embedding) {
        List<Examples> byTask = new ArrayList<>();
        int holder = client.id();
        for (int from = first, to; from < last; from = to) {
            to = Math.min(last, end(cells, holder, from, true));
            int[] places = IntStream.range(from, to)
                    .map(row -> cells.place(holder, row))
                    .toArray();
            Examples seen = client.examples().select(places);
            byTask.add(embedding.apply(new Examples(
                    way.scenario
                            .transform(cells.task(holder, from), way.shape, way.seed)
                            .apply(seen.features()),
                    seen.labels())));
        }
        return Examples.joined(byTask);
    }

    private static Iterator<Client> assemble(Iterator<Tuple2<Integer, Memory>> arriving) {
        Map<Integer, List<Memory>> byViewer = new TreeMap<>();
        arriving.forEachRemaining(part ->
                byViewer.computeIfAbsent(part._1(), viewer -> new ArrayList<>()).add(part._2()));
        List<Client> clients = new ArrayList<>();
        byViewer.forEach((viewer, parts) -> clients.add(new Client(viewer, ordered(parts))));
        return clients.iterator();
    }

    private static Examples ordered(List<Memory> parts) {
        long[] ids = parts.stream()
                .flatMapToLong(part -> IntStream.range(0, part.size()).mapToLong(i -> part.ids()[i]))
                .toArray();
        Examples all = Examples.joined(parts.stream().map(Memory::examples).toList());
        int[] order = IntStream.range(0, ids.length)
                .boxed()
                .sorted(java.util.Comparator.comparingLong(row -> ids[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        return all.select(order);
    }

    ClientSet set() {
        return set;
    }

    /** The reservoir of all examples seen; the driver holds two at a time. */
    Memory gather(Reservoir reservoir, long seed) {
        Broadcast<int[]> broadcast = packed;
        return ExactReduce.onDriver(
                set.rdd().coalesce(tasks), clients -> gather(clients, broadcast, reservoir, seed), reservoir);
    }

    private static Iterator<Memory> gather(
            Iterator<Client> clients, Broadcast<int[]> packed, Reservoir reservoir, long seed) {
        Cells cells = Cells.unpack(packed.value());
        Memory gathered = reservoir.zero();
        while (clients.hasNext()) {
            Client client = clients.next();
            gathered = reservoir.merge(gathered, reservoir.of(client.examples(), cells.ids(client.id()), seed));
        }
        return List.of(gathered).iterator();
    }

    @Override
    public void close() {
        if (shuffled) {
            set.rdd().rdd().cleanShuffleDependencies(false);
        }
        set.close();
        packed.destroy();
    }
}

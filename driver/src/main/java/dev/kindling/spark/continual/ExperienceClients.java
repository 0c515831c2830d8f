package dev.kindling.spark.continual;

import dev.kindling.continual.Scenario;
import dev.kindling.continual.strategy.Memory;
import dev.kindling.continual.strategy.Reservoir;
import dev.kindling.data.Client;
import dev.kindling.data.Examples;
import dev.kindling.spark.reduce.ExactReduce;
import dev.kindling.spark.shard.ClientSet;
import dev.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Clients with what they see in an experience, in its domain, taken from the cached clients with all that they hold. */
final class ExperienceClients implements AutoCloseable {

    private final ClientSet set;
    private final Broadcast<int[]> packed;
    private final int tasks;

    ExperienceClients(JavaSparkContext spark, ClientSet all, Cells cells, Scenario scenario, Shape shape, long seed) {
        Broadcast<int[]> broadcast = spark.broadcast(cells.packed());
        this.packed = broadcast;
        this.tasks = Math.min(all.partitions(), spark.defaultParallelism());
        int[] sizes = IntStream.range(0, all.size()).map(cells::size).toArray();
        this.set = new ClientSet(
                all.rdd().mapPartitions(clients -> see(clients, broadcast, scenario, shape, seed)),
                sizes,
                all.partitions());
    }

    private static Iterator<Client> see(
            Iterator<Client> clients, Broadcast<int[]> packed, Scenario scenario, Shape shape, long seed) {
        Cells cells = Cells.unpack(packed.value());
        List<Client> seeing = new ArrayList<>();
        while (clients.hasNext()) {
            Client client = clients.next();
            if (cells.size(client.id()) > 0) {
                seeing.add(new Client(client.id(), examples(client, cells, scenario, shape, seed)));
            }
        }
        return seeing.iterator();
    }

    private static Examples examples(Client client, Cells cells, Scenario scenario, Shape shape, long seed) {
        List<Examples> byTask = new ArrayList<>();
        int size = cells.size(client.id());
        for (int from = 0, to; from < size; from = to) {
            int task = cells.task(client.id(), from);
            to = from;
            while (to < size && cells.task(client.id(), to) == task) {
                to++;
            }
            int[] places = IntStream.range(from, to)
                    .map(row -> cells.place(client.id(), row))
                    .toArray();
            Examples seen = client.examples().select(places);
            byTask.add(new Examples(scenario.transform(task, shape, seed).apply(seen.features()), seen.labels()));
        }
        return Examples.joined(byTask);
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
        set.close();
        packed.destroy();
    }
}

package dev.kindling.spark.round;

import dev.kindling.aggregation.ClientSlice;
import dev.kindling.aggregation.CohortSlicing;
import dev.kindling.data.Client;
import dev.kindling.federated.CohortAlgorithm;
import dev.kindling.federated.CohortTask;
import dev.kindling.federated.RoundContext;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** A task: trains the cohort's clients of its partitions, one after another, and cuts each one's update into slices. */
final class CutClients implements FlatMapFunction<Iterator<Client>, ClientSlice> {

    private static final long serialVersionUID = 1;

    private final CohortAlgorithm algorithm;
    private final Broadcast<RoundInput> input;
    private final RoundContext context;
    private final CohortSlicing slicing;
    private final Numerics numerics;

    CutClients(
            CohortAlgorithm algorithm,
            Broadcast<RoundInput> input,
            RoundContext context,
            CohortSlicing slicing,
            Numerics numerics) {
        this.algorithm = algorithm;
        this.input = input;
        this.context = context;
        this.slicing = slicing;
        this.numerics = numerics;
    }

    @Override
    public Iterator<ClientSlice> call(Iterator<Client> clients) {
        numerics.requireSameHere();
        RoundInput round = input.value();
        return new Slices(clients, round.cohort(), algorithm.open(round.global(), context, slicing));
    }

    /** Trains the next client when the slices of the one before are taken: a task holds one update. */
    private static final class Slices implements Iterator<ClientSlice> {

        private final Iterator<Client> clients;
        private final Cohort cohort;
        private final CohortTask task;
        private Iterator<ClientSlice> current = Collections.emptyIterator();

        Slices(Iterator<Client> clients, Cohort cohort, CohortTask task) {
            this.clients = clients;
            this.cohort = cohort;
            this.task = task;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && clients.hasNext()) {
                Client client = clients.next();
                if (cohort.contains(client.id())) {
                    current = task.run(client);
                }
            }
            return current.hasNext();
        }

        @Override
        public ClientSlice next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }
}

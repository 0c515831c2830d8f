package dev.kindling.spark.head;

import dev.kindling.data.Client;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those of a partition's clients that were asked for; all if nobody was named. */
final class Wanted implements Iterator<Client> {

    private final Iterator<Client> clients;
    private final @Nullable Set<Integer> chosen;
    private @Nullable Client next;

    Wanted(Iterator<Client> clients, @Nullable Set<Integer> chosen) {
        this.clients = clients;
        this.chosen = chosen;
    }

    @Override
    public boolean hasNext() {
        while (next == null && clients.hasNext()) {
            Client client = clients.next();
            if (chosen == null || chosen.contains(client.id())) {
                next = client;
            }
        }
        return next != null;
    }

    @Override
    public Client next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Client found = next;
        next = null;
        return found;
    }
}

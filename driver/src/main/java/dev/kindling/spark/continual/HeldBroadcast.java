package dev.kindling.spark.continual;

import dev.kindling.continual.strategy.Carried;
import dev.kindling.continual.strategy.Held;
import org.apache.spark.broadcast.Broadcast;

/** What is carried, as a broadcast. */
final class HeldBroadcast implements Held {

    private static final long serialVersionUID = 1;

    private final Broadcast<Carried> carried;

    HeldBroadcast(Broadcast<Carried> carried) {
        this.carried = carried;
    }

    @Override
    public Carried carried() {
        return carried.value();
    }
}

package dev.kindling.spark.round;

import dev.kindling.federated.RoundContext;

/** What a client's training threw, with the round and the client that it happened to. */
public final class ClientFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String place;

    ClientFailure(RoundContext context, int client, Throwable cause) {
        super(placeOf(context, client) + ": " + cause, cause);
        this.place = placeOf(context, client);
    }

    /** "round 3 of 60, client 7". */
    public String place() {
        return place;
    }

    static String placeOf(RoundContext context, int client) {
        return context.place() + ", client " + client;
    }
}

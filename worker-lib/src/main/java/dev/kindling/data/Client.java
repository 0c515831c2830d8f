package dev.kindling.data;

/**
 * A unit of work: what one participant (or one virtual worker of a data-parallel training) holds. Its id, never its
 * place in the cluster, decides its random streams.
 */
public final class Client {

    private final int id;
    private final Examples examples;

    public Client(int id, Examples examples) {
        if (id < 0) {
            throw new IllegalArgumentException("client id must be >= 0 but was " + id);
        }
        this.id = id;
        this.examples = examples;
    }

    public int id() {
        return id;
    }

    public Examples examples() {
        return examples;
    }
}

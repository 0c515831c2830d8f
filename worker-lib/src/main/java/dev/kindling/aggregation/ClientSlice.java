package dev.kindling.aggregation;

import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;

/**
 * What one client changed over a range of parameters, as float32, and its tally. What travels where a rule is no sum. A
 * client that is left out sends slices without values, so that it is counted.
 */
public final class ClientSlice implements Reported {

    private final int client;
    private final int offset;
    private final float[] values;
    private final Tally tally;

    /** Takes ownership: {@code values[i]} belongs to parameter {@code offset + i}. */
    public ClientSlice(int client, int offset, float[] values, Tally tally) {
        this.client = client;
        this.offset = offset;
        this.values = values;
        this.tally = tally;
    }

    /** The client's id. */
    public int client() {
        return client;
    }

    /** First parameter of the range. */
    public int offset() {
        return offset;
    }

    /** The changes, not a copy; all finite, none if the client is left out. */
    public float[] values() {
        return values;
    }

    @Override
    public Tally tally() {
        return tally;
    }
}

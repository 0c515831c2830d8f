package dev.kindling.merge;

import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;

/** The mean update over a range of parameters, as float32, and the tally of the clients in it. */
public final class MeanUpdate implements Reported {

    private final int offset;
    private final float[] values;
    private final Tally tally;

    /** Takes ownership: {@code values[i]} belongs to parameter {@code offset + i}. */
    public MeanUpdate(int offset, float[] values, Tally tally) {
        this.offset = offset;
        this.values = values;
        this.tally = tally;
    }

    public int offset() {
        return offset;
    }

    /** The means, not a copy. */
    public float[] values() {
        return values;
    }

    @Override
    public Tally tally() {
        return tally;
    }
}

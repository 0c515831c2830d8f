package dev.kindling.evaluation;

import dev.kindling.data.Examples;

/** An example that a model got wrong: its position, itself, and what it was taken for. */
public final class WrongExample {

    private final long position;
    private final Examples example;
    private final int predicted;

    /** {@code example} holds exactly one example. */
    public WrongExample(long position, Examples example, int predicted) {
        this.position = position;
        this.example = example;
        this.predicted = predicted;
    }

    /** The position of a holder's example: an order over all examples that needs no counting. */
    public static long position(int holder, int place) {
        return ((long) holder << 32) + place;
    }

    /** The holder's id in the upper 32 bits, the place among the holder's examples, from 0, in the lower. */
    public long position() {
        return position;
    }

    public Examples example() {
        return example;
    }

    public int predicted() {
        return predicted;
    }
}

package dev.kindling.metric;

import dev.kindling.fixedpoint.FixedPoint;

/**
 * What the clients of a round report beside their updates. All but {@link #busyNanos} is exact and independent of order
 * and place; the loss is rounded once a client, to multiples of
 * 2^-16, and counted as 2^24 where it is larger, so that millions of clients add up.
 */
public final class Tally {

    private static final int LOSS_BITS = 16;
    private static final double LARGEST_LOSS = 0x1p24;

    private long clients;
    private long diverged;
    private long weight;
    private long examples;
    private long steps;
    private long lossWord;
    private long busyNanos;

    public Tally() {}

    /** A tally with these very words, as a codec reads it. */
    public static Tally ofWords(long[] words) {
        Tally tally = new Tally();
        tally.clients = words[0];
        tally.diverged = words[1];
        tally.weight = words[2];
        tally.examples = words[3];
        tally.steps = words[4];
        tally.lossWord = words[5];
        tally.busyNanos = words[6];
        return tally;
    }

    /** The words that {@link #ofWords} reads. */
    public long[] words() {
        return new long[] {clients, diverged, weight, examples, steps, lossWord, busyNanos};
    }

    /** One client that reported: its weight in the mean, the examples and steps it trained on, its summed loss. */
    public void report(long clientWeight, long clientExamples, long clientSteps, double lossSum) {
        clients++;
        weight += clientWeight;
        examples += clientExamples;
        steps += clientSteps;
        lossWord += FixedPoint.encode(Math.min(lossSum, LARGEST_LOSS), LOSS_BITS);
    }

    /** One client whose update was left out: not finite, or out of range. */
    public void reportDiverged() {
        diverged++;
    }

    /** Time that a task spent on clients, in nanoseconds. */
    public void spend(long nanos) {
        busyNanos += nanos;
    }

    /** Adds another tally; it stays as it is. */
    public void add(Tally other) {
        clients += other.clients;
        diverged += other.diverged;
        weight += other.weight;
        examples += other.examples;
        steps += other.steps;
        lossWord += other.lossWord;
        busyNanos += other.busyNanos;
    }

    /** Takes another tally out again. */
    public void subtract(Tally other) {
        clients -= other.clients;
        diverged -= other.diverged;
        weight -= other.weight;
        examples -= other.examples;
        steps -= other.steps;
        lossWord -= other.lossWord;
        busyNanos -= other.busyNanos;
    }

    /** Clients whose updates are in the mean. */
    public long clients() {
        return clients;
    }

    /** Clients left out because their update was not finite or out of range. */
    public long diverged() {
        return diverged;
    }

    /** Sum of the weights of the clients in the mean. */
    public long weight() {
        return weight;
    }

    /** Examples trained on, counted once an epoch. */
    public long examples() {
        return examples;
    }

    public long steps() {
        return steps;
    }

    /** Mean training loss an example, NaN if there was none. */
    public double meanLoss() {
        return examples == 0 ? Double.NaN : FixedPoint.decode(lossWord, LOSS_BITS) / examples;
    }

    /** Nanoseconds that tasks spent on clients, added over tasks. Measured, not exact. */
    public long busyNanos() {
        return busyNanos;
    }

    @Override
    public String toString() {
        return clients + " clients, " + diverged + " diverged, weight " + weight + ", " + examples + " examples, "
                + steps + " steps, loss " + meanLoss();
    }
}

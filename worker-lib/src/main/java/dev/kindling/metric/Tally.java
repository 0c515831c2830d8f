package dev.kindling.metric;

import dev.kindling.fixedpoint.FixedPoint;
import java.util.Arrays;

/**
 * What the clients of a round report beside their updates. All but {@link #busyNanos} is exact and independent of order
 * and place; the loss is rounded once a client, to multiples of
 * 2^-16, and counted as 2^24 where it is larger, so that millions of clients add up.
 *
 * <p>Every client that was asked is counted once: in {@link #clients} or by the reason for its {@link #absent absence}.
 */
public final class Tally {

    private static final int LOSS_BITS = 16;
    private static final double LARGEST_LOSS = 0x1p24;
    private static final int COUNTS = 6;

    private long clients;
    private long weight;
    private long examples;
    private long steps;
    private long lossWord;
    private long busyNanos;
    private final long[] absent = new long[Absence.values().length];

    public Tally() {}

    /** A tally with these very words, as a codec reads it. */
    public static Tally ofWords(long[] words) {
        Tally tally = new Tally();
        if (words.length != COUNTS + tally.absent.length) {
            throw new IllegalArgumentException(
                    "a tally has " + (COUNTS + tally.absent.length) + " words but was given " + words.length);
        }
        tally.clients = words[0];
        tally.weight = words[1];
        tally.examples = words[2];
        tally.steps = words[3];
        tally.lossWord = words[4];
        tally.busyNanos = words[5];
        System.arraycopy(words, COUNTS, tally.absent, 0, tally.absent.length);
        return tally;
    }

    /** The words that {@link #ofWords} reads. */
    public long[] words() {
        long[] words = Arrays.copyOf(
                new long[] {clients, weight, examples, steps, lossWord, busyNanos}, COUNTS + absent.length);
        System.arraycopy(absent, 0, words, COUNTS, absent.length);
        return words;
    }

    /** One client that reported: its weight in the mean, the examples and steps it trained on, its summed loss. */
    public void report(long clientWeight, long clientExamples, long clientSteps, double lossSum) {
        clients++;
        weight += clientWeight;
        examples += clientExamples;
        steps += clientSteps;
        lossWord += FixedPoint.encode(Math.min(lossSum, LARGEST_LOSS), LOSS_BITS);
    }

    /** One client that was asked and is not in the mean. */
    public void miss(Absence why) {
        absent[why.word()]++;
    }

    /**
     * What remains of a round that is repeated: its clients count as discarded, their weight, examples, steps and loss as
     * never reported; who was absent stays absent, and the time is spent.
     */
    public Tally discarded() {
        Tally rest = new Tally();
        rest.add(this);
        rest.absent[Absence.DISCARDED.word()] += clients;
        rest.clients = 0;
        rest.weight = 0;
        rest.examples = 0;
        rest.steps = 0;
        rest.lossWord = 0;
        return rest;
    }

    /** This tally with another summed loss, one that is known only when all is merged; a copy. */
    public Tally withLoss(double lossSum) {
        Tally copy = ofWords(words());
        copy.lossWord = FixedPoint.encode(Math.min(lossSum, LARGEST_LOSS * LARGEST_LOSS / (1 << LOSS_BITS)), LOSS_BITS);
        return copy;
    }

    /** Time that a task spent on clients, in nanoseconds. */
    public void spend(long nanos) {
        busyNanos += nanos;
    }

    /** Adds another tally; it stays as it is. */
    public void add(Tally other) {
        clients += other.clients;
        weight += other.weight;
        examples += other.examples;
        steps += other.steps;
        lossWord += other.lossWord;
        busyNanos += other.busyNanos;
        for (int i = 0; i < absent.length; i++) {
            absent[i] += other.absent[i];
        }
    }

    /** Takes another tally out again. */
    public void subtract(Tally other) {
        clients -= other.clients;
        weight -= other.weight;
        examples -= other.examples;
        steps -= other.steps;
        lossWord -= other.lossWord;
        busyNanos -= other.busyNanos;
        for (int i = 0; i < absent.length; i++) {
            absent[i] -= other.absent[i];
        }
    }

    /** Clients whose updates are in the mean. */
    public long clients() {
        return clients;
    }

    /** Clients that were asked and are not in the mean, for that reason. */
    public long absent(Absence why) {
        return absent[why.word()];
    }

    /** Clients left out because of what they sent: not finite, out of range or of a wrong shape. */
    public long diverged() {
        return absent(Absence.NOT_FINITE) + absent(Absence.OUT_OF_RANGE) + absent(Absence.WRONG_SHAPE);
    }

    /** Clients that were asked. */
    public long asked() {
        return clients + Arrays.stream(absent).sum();
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
        return clients + " clients, " + diverged() + " diverged, weight " + weight + ", " + examples + " examples, "
                + steps + " steps, loss " + meanLoss();
    }
}

package dev.kindling.merge;

import dev.kindling.fixedpoint.FixedPoint;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import java.util.Arrays;

/**
 * The weighted sum of client updates over a range of parameters, in fixed point, and the tally of those clients. What
 * travels in a federated round.
 */
public final class UpdateSum implements Reported {

    private final int offset;
    private final long[] words;
    private final Tally tally;

    /** Takes ownership: {@code words[i]} belongs to parameter {@code offset + i}. */
    public UpdateSum(int offset, long[] words, Tally tally) {
        this.offset = offset;
        this.words = words;
        this.tally = tally;
    }

    /** A sum of nothing over {@code size} parameters. */
    public static UpdateSum empty(int size) {
        return new UpdateSum(0, new long[size], new Tally());
    }

    /** First parameter of the range. */
    public int offset() {
        return offset;
    }

    /** The sums, not a copy. */
    public long[] words() {
        return words;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    /**
     * Adds {@code share x (trained - global)}, rounded once a parameter: to half a unit of its block's scale,
     * or to a relative 2^-52, the rounding of share and product as doubles, where that is more.
     *
     * @param share the client's part of the total weight, in [0, 1]
     * @return false, with nothing added, if a difference is NaN, infinite or out of its block's range
     */
    public boolean add(float[] global, float[] trained, double share, BlockScales scales) {
        int from = 0;
        for (int block = 0; block < scales.ends().size(); block++) {
            int to = scales.ends().get(block);
            float limit = (float) FixedPoint.limit(scales.bits().get(block));
            if (!inRange(global, trained, from, to, limit)) {
                return false;
            }
            from = to;
        }
        from = 0;
        for (int block = 0; block < scales.ends().size(); block++) {
            int to = scales.ends().get(block);
            addBlock(global, trained, from, to, Math.scalb(share, scales.bits().get(block)));
            from = to;
        }
        return true;
    }

    private static boolean inRange(float[] global, float[] trained, int from, int to, float limit) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            // Math.max keeps a NaN once it met one, and the comparison below refuses it.
            largest = Math.max(largest, Math.abs(trained[i] - global[i]));
        }
        return largest < limit;
    }

    private void addBlock(float[] global, float[] trained, int from, int to, double scale) {
        long[] sums = words;
        for (int i = from; i < to; i++) {
            sums[i] += (long) Math.rint(scale * ((double) trained[i] - (double) global[i]));
        }
    }

    /** Adds another sum over the same range; it stays as it is. */
    public void add(UpdateSum other) {
        requireSameRange(other);
        long[] sums = words;
        long[] more = other.words;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
        tally.add(other.tally);
    }

    /** Takes another sum over the same range out again. */
    public void subtract(UpdateSum other) {
        requireSameRange(other);
        for (int i = 0; i < words.length; i++) {
            words[i] -= other.words[i];
        }
        tally.subtract(other.tally);
    }

    private void requireSameRange(UpdateSum other) {
        if (offset != other.offset || words.length != other.words.length) {
            throw new IllegalArgumentException("update sums over different ranges: [" + offset + ", +" + words.length
                    + ") and [" + other.offset + ", +" + other.words.length + ")");
        }
    }

    /** The part of the sum over {@code [from, to)} of its own entries, with the whole tally. */
    UpdateSum slice(int from, int to) {
        Tally copy = new Tally();
        copy.add(tally);
        return new UpdateSum(offset + from, Arrays.copyOfRange(words, from, to), copy);
    }
}

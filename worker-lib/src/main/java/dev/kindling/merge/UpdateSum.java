package dev.kindling.merge;

import dev.kindling.fixedpoint.FixedPoint;
import dev.kindling.metric.Reported;
import dev.kindling.metric.Tally;
import java.util.Arrays;

/**
 * The weighted sum of client updates over a range of parameters, in fixed point, and the tally of those clients. What
 * travels in a federated round. Its words lie in pieces, so that a model of any size needs no long stretch of free heap and
 * a slice of it is a piece and no copy.
 */
public final class UpdateSum implements Reported {

    /**
     * Words in each piece but the last. With its header of two words an array is 8 MiB, to the byte: G1 gives large arrays whole
     * regions, and 8 MiB and a little would waste one in nine of 1 MiB.
     */
    public static final int PIECE = (1 << 20) - 2;

    private final int offset;
    private final int length;
    private final long[][] pieces;
    private final Tally tally;

    /** Takes ownership: {@code words[i]} belongs to parameter {@code offset + i}. */
    public UpdateSum(int offset, long[] words, Tally tally) {
        this(offset, words.length, new long[][] {words}, tally);
    }

    private UpdateSum(int offset, int length, long[][] pieces, Tally tally) {
        this.offset = offset;
        this.length = length;
        this.pieces = pieces;
        this.tally = tally;
    }

    /** A sum of nothing over {@code size} parameters. */
    public static UpdateSum empty(int size) {
        return empty(0, size, new Tally());
    }

    /** A sum with that tally whose {@code size} words are still zero. */
    public static UpdateSum empty(int offset, int size, Tally tally) {
        long[][] pieces = new long[Math.max(1, (int) (((long) size + PIECE - 1) / PIECE))][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = new long[Math.min(PIECE, size - i * PIECE)];
        }
        return new UpdateSum(offset, size, pieces, tally);
    }

    /** First parameter of the range. */
    public int offset() {
        return offset;
    }

    /** Parameters in the range. */
    public int length() {
        return length;
    }

    /**
     * The sums, not a copy.
     *
     * @throws IllegalStateException if they lie in several pieces
     */
    public long[] words() {
        if (pieces.length > 1) {
            throw new IllegalStateException(length + " words lie in " + pieces.length + " pieces, not in one array");
        }
        return pieces[0];
    }

    /** The sums in arrays one after another, not copies. */
    public long[][] pieces() {
        return pieces;
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
        int start = 0;
        for (long[] piece : pieces) {
            int end = start + piece.length;
            addPiece(global, trained, Math.max(from, start), Math.min(to, end), scale, piece, start);
            start = end;
        }
    }

    private static void addPiece(
            float[] global, float[] trained, int from, int to, double scale, long[] sums, int start) {
        for (int i = from; i < to; i++) {
            sums[i - start] += (long) Math.rint(scale * ((double) trained[i] - (double) global[i]));
        }
    }

    /** Adds another sum over the same range; it stays as it is. */
    public void add(UpdateSum other) {
        requireSameRange(other);
        for (int piece = 0; piece < pieces.length; piece++) {
            long[] sums = pieces[piece];
            long[] more = other.pieces[piece];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += more[i];
            }
        }
        tally.add(other.tally);
    }

    /** Takes another sum over the same range out again. */
    public void subtract(UpdateSum other) {
        requireSameRange(other);
        for (int piece = 0; piece < pieces.length; piece++) {
            long[] sums = pieces[piece];
            long[] less = other.pieces[piece];
            for (int i = 0; i < sums.length; i++) {
                sums[i] -= less[i];
            }
        }
        tally.subtract(other.tally);
    }

    private void requireSameRange(UpdateSum other) {
        if (offset != other.offset || length != other.length || pieces.length != other.pieces.length) {
            throw new IllegalArgumentException("update sums over different ranges: [" + offset + ", +" + length
                    + ") and [" + other.offset + ", +" + other.length + ")");
        }
    }

    /** The part of the sum over {@code [from, to)} of its own entries, with the whole tally; no copy of a whole piece. */
    UpdateSum slice(int from, int to) {
        Tally copy = new Tally();
        copy.add(tally);
        return new UpdateSum(offset + from, range(from, to), copy);
    }

    private long[] range(int from, int to) {
        int piece = from / PIECE;
        int start = piece * PIECE;
        if (from == start && to == start + pieces[piece].length) {
            return pieces[piece];
        }
        if (to <= start + pieces[piece].length) {
            return Arrays.copyOfRange(pieces[piece], from - start, to - start);
        }
        long[] range = new long[to - from];
        for (int at = from; at < to; ) {
            long[] source = pieces[at / PIECE];
            int count = Math.min(to - at, source.length - at % PIECE);
            System.arraycopy(source, at % PIECE, range, at - from, count);
            at += count;
        }
        return range;
    }
}

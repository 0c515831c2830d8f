package dev.kindling.head;

import dev.kindling.merge.ExactSum;
import dev.kindling.merge.SlicedMerge;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact sum of moments.
 *
 * @param format of every state
 * @param sliceLength most words in a slice, at least enough for the bounds
 */
public record MomentsSum(MomentsFormat format, int sliceLength)
        implements SlicedMerge<Moments, Moments>, ExactSum<Moments> {

    /** 8 MiB with its header, as the other sums that travel. */
    public static final int SLICE_LENGTH = (1 << 20) - 2;

    public MomentsSum {
        if (sliceLength < format.boundWords()) {
            throw new IllegalArgumentException(
                    "slice length must be >= " + format.boundWords() + " but was " + sliceLength);
        }
    }

    public static MomentsSum of(MomentsFormat format) {
        return new MomentsSum(format, SLICE_LENGTH);
    }

    @Override
    public Moments zero() {
        return new Moments(format);
    }

    @Override
    public Moments merge(Moments into, Moments from) {
        into.add(from);
        return into;
    }

    @Override
    public Moments subtract(Moments from, Moments part) {
        from.subtract(part);
        return from;
    }

    @Override
    public int count() {
        return (int) (((long) format.words() + sliceLength - 1) / sliceLength);
    }

    @Override
    public Iterator<Moments> slices(Moments state) {
        if (count() == 1) {
            return List.of(state).iterator();
        }
        int words = state.words().length;
        return IntStream.range(0, count())
                .mapToObj(i -> state.slice(i * sliceLength, (int) Math.min((i + 1L) * sliceLength, words)))
                .iterator();
    }

    @Override
    public Moments finish(Moments slice) {
        return slice;
    }

    @Override
    public Moments join(List<Moments> finished) {
        if (finished.size() == 1) {
            return finished.get(0);
        }
        long[] whole = new long[format.words()];
        for (Moments part : finished) {
            System.arraycopy(part.words(), 0, whole, part.offset(), part.words().length);
        }
        return new Moments(format, 0, whole);
    }
}

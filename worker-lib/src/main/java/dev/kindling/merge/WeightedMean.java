package dev.kindling.merge;

import dev.kindling.metric.Tally;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weighted mean of client updates, sum over k of w_k / W x (x_k - x), as an exact sum. W is the weight of the whole
 * cohort, known before the round; if clients are left out, the finished mean is divided by what did report.
 *
 * @param scales fixed-point scale of each block
 * @param totalWeight W, at least 1
 * @param sliceLength most parameters in a slice
 */
public record WeightedMean(BlockScales scales, long totalWeight, int sliceLength)
        implements SlicedMerge<UpdateSum, MeanUpdate>, ExactSum<UpdateSum> {

    /** A piece, so that slices are no copies. */
    public static final int SLICE_LENGTH = UpdateSum.PIECE;

    public WeightedMean {
        if (totalWeight < 1 || sliceLength < 1) {
            throw new IllegalArgumentException(
                    "weighted mean: weight " + totalWeight + " and slice length " + sliceLength + " must be >= 1");
        }
    }

    private int size() {
        List<Integer> ends = scales.ends();
        return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    @Override
    public UpdateSum zero() {
        return UpdateSum.empty(size());
    }

    @Override
    public UpdateSum merge(UpdateSum into, UpdateSum from) {
        into.add(from);
        return into;
    }

    @Override
    public UpdateSum subtract(UpdateSum from, UpdateSum part) {
        from.subtract(part);
        return from;
    }

    @Override
    public int count() {
        return Math.max(1, (int) (((long) size() + sliceLength - 1) / sliceLength));
    }

    @Override
    public Iterator<UpdateSum> slices(UpdateSum state) {
        int length = state.length();
        if (length <= sliceLength) {
            return List.of(state).iterator();
        }
        return IntStream.range(0, count())
                .mapToObj(i -> state.slice(i * sliceLength, (int) Math.min((i + 1L) * sliceLength, length)))
                .iterator();
    }

    @Override
    public MeanUpdate finish(UpdateSum slice) {
        long reported = slice.tally().weight();
        float[] mean = new float[slice.length()];
        if (reported > 0) {
            double correction = (double) totalWeight / reported;
            int from = slice.offset();
            for (int block = 0; block < scales.ends().size(); block++) {
                int to = Math.min(scales.ends().get(block), slice.offset() + mean.length);
                decode(slice, from, to, Math.scalb(correction, -scales.bits().get(block)), mean);
                from = Math.max(from, to);
            }
        }
        return new MeanUpdate(slice.offset(), mean, slice.tally());
    }

    private static void decode(UpdateSum slice, int from, int to, double unit, float[] mean) {
        int start = 0;
        for (long[] piece : slice.pieces()) {
            int last = Math.min(to - slice.offset(), start + piece.length);
            for (int i = Math.max(from - slice.offset(), start); i < last; i++) {
                mean[i] = (float) (unit * piece[i - start]);
            }
            start += piece.length;
        }
    }

    @Override
    public MeanUpdate join(List<MeanUpdate> finished) {
        if (finished.size() == 1) {
            return finished.get(0);
        }
        float[] whole = new float[size()];
        for (MeanUpdate part : finished) {
            System.arraycopy(part.values(), 0, whole, part.offset(), part.values().length);
        }
        // Every slice carries the tally of all clients.
        Tally tally = finished.get(0).tally();
        return new MeanUpdate(0, whole, tally);
    }
}

package dev.kindling.head;

import dev.kindling.fault.UserMistake;
import dev.kindling.fixedpoint.Grid;
import dev.kindling.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums feature vectors into {@link Moments}. Each value is rounded to the grid once; everything after that is exact, so the
 * moments do not depend on batches, order or blocks. A row with a NaN or a value beyond {@link Grid#largest} is counted as
 * refused and leaves no other trace. Owns its buffers; used by one thread.
 */
public final class MomentsAccumulator {

    private static final int LANES = 1024;
    private static final int BLOCK_VALUES = 1 << 12;
    private static final int CHUNK_VALUES = 1 << 15;
    /** One in so many rows is held out. */
    private static final int HELD_OUT = 5;

    private final MomentsFormat format;
    private final int width;
    private final float[] lanes = new float[LANES];
    private final float[] piece = new float[LANES];
    private final float[] block;
    private final int blockRows;
    private final int chunkRows;
    private final ClassSums classSums;
    private final @Nullable GramSums gramSums;
    private @Nullable Moments target;

    public MomentsAccumulator(MomentsFormat format) {
        this.format = format;
        this.width = format.width();
        this.blockRows = Math.max(1, BLOCK_VALUES / width);
        this.chunkRows = Math.max(1, CHUNK_VALUES / width);
        this.block = new float[blockRows * width];
        this.classSums = new ClassSums(format);
        this.gramSums = format.second() == SecondMoments.NONE ? null : new GramSums(format);
    }

    /** What is added from now on goes into {@code moments}; it is all there after {@link #flush}. */
    public void open(Moments moments) {
        if (target != null) {
            throw new IllegalStateException("flush before another target is opened");
        }
        if (moments.words().length != format.words() || !moments.format().equals(format)) {
            throw new IllegalArgumentException("moments of another format: " + moments.format() + ", not " + format);
        }
        target = moments;
    }

    /**
     * Adds {@code rows} examples.
     *
     * @param features {@code [rows, width]} row-major, only read
     * @param labels of each row
     * @throws UserMistake if a label is not below the number of classes
     */
    public void add(float[] features, int rows, int[] labels) {
        Moments into = opened();
        for (int row = 0; row < rows; row++) {
            if (labels[row] < 0 || labels[row] >= format.classes()) {
                throw new UserMistake("an example of class " + labels[row] + " for a head of classes 0 to "
                        + (format.classes() - 1) + "; give the head as many classes as the data has");
            }
        }
        for (int from = 0; from < rows; from += chunkRows) {
            addChunk(features, from, Math.min(rows, from + chunkRows), labels, into);
        }
    }

    /** Few enough rows to be read once from memory and then from the cache. */
    private void addChunk(float[] features, int first, int end, int[] labels, Moments into) {
        float bound = bound(features, first * width, (end - first) * width);
        if (!(bound <= format.grid().largest())) {
            bound = largest(features, first * width, (end - first) * width);
        }
        boolean allInRange = bound <= format.grid().largest();
        int step = allInRange ? blockRows : 1;
        int magnitude = magnitude(allInRange ? bound : format.grid().largest());
        for (int from = first; from < end; from += step) {
            int count = Math.min(step, end - from);
            if (allInRange || inRange(features, from, into)) {
                addBlock(features, from, count, labels, magnitude, into);
            }
        }
    }

    private int magnitude(float largest) {
        return (int) Math.rint(Math.scalb((double) largest, format.grid().bits()));
    }

    private boolean inRange(float[] features, int row, Moments into) {
        boolean inRange = largest(features, row * width, width) <= format.grid().largest();
        if (!inRange) {
            into.words()[format.refused(0)]++;
        }
        return inRange;
    }

    private void addBlock(float[] features, int from, int count, int[] labels, int magnitude, Moments into) {
        if (gramSums == null && !format.heldOut()) {
            for (int row = from; row < from + count; row++) {
                classSums.addRounded(0, labels[row], features, row * width, magnitude, into);
            }
            return;
        }
        System.arraycopy(features, from * width, block, 0, count * width);
        format.grid().round(block, count * width);
        for (int row = 0; row < count; row++) {
            int label = labels[from + row];
            int part = format.heldOut() && isHeldOut(row * width, label) ? 1 : 0;
            classSums.add(part, label, block, row * width, magnitude, into);
            if (gramSums != null) {
                gramSums.add(part, label, block, row * width, into);
            }
        }
    }

    /** A function of the rounded row and its label, so that taking a row out finds it where it was put. */
    private boolean isHeldOut(int from, int label) {
        long hash = RandomStream.mix(label);
        for (int i = 0; i < width; i++) {
            hash = RandomStream.mix(hash ^ Float.floatToRawIntBits(block[from + i]));
        }
        return (hash >>> 1) % HELD_OUT == 0;
    }

    /**
     * A bound of the magnitudes of {@code count} values: the root of the largest of some sums of squares, NaN or infinite if a value is
     * or its square. A sum never falls below its largest square, however it is rounded, so the margin is for one square and the root. Half
     * the time of the largest magnitude itself, which takes comparisons that mind signs and NaN.
     */
    private float bound(float[] values, int from, int count) {
        java.util.Arrays.fill(lanes, 0);
        for (int at = 0; at < count; at += LANES) {
            int length = Math.min(LANES, count - at);
            System.arraycopy(values, from + at, piece, 0, length);
            addSquares(lanes, piece, length);
        }
        float largest = 0;
        for (int i = 0; i < Math.min(LANES, count); i++) {
            largest = Math.max(largest, lanes[i]);
        }
        return (float) (Math.sqrt(largest) * (1 + 0x1p-20));
    }

    private static void addSquares(float[] lanes, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            lanes[i] += values[i] * values[i];
        }
    }

    /** The largest magnitude among {@code count} values, NaN if one is. */
    private float largest(float[] values, int from, int count) {
        java.util.Arrays.fill(lanes, 0);
        for (int at = 0; at < count; at += LANES) {
            int length = Math.min(LANES, count - at);
            System.arraycopy(values, from + at, piece, 0, length);
            widen(lanes, piece, length);
        }
        float largest = 0;
        for (int i = 0; i < Math.min(LANES, count); i++) {
            largest = Math.max(largest, lanes[i]);
        }
        return largest;
    }

    private static void widen(float[] lanes, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            lanes[i] = Math.max(lanes[i], Math.abs(values[i]));
        }
    }

    /** Brings everything added into the target and lets go of it. */
    public void flush() {
        Moments into = opened();
        classSums.flush(into);
        if (gramSums != null) {
            gramSums.flush(into);
        }
        target = null;
    }

    private Moments opened() {
        if (target == null) {
            throw new IllegalStateException("open moments before anything is added");
        }
        return target;
    }
}

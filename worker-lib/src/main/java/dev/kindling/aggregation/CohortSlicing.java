package dev.kindling.aggregation;

import dev.kindling.merge.MeanUpdate;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * How the updates of a cohort are cut, so that a task can hold one slice of all of them: at most 16 MiB of float32 up to a
 * million clients. A pure function of two numbers that no partitioning decides.
 *
 * @param parameters length of an update
 * @param cohort clients in the round
 */
public record CohortSlicing(int parameters, int cohort) implements Serializable {

    private static final int MOST_VALUES = 1 << 22;
    private static final int LONGEST = 1 << 16;

    public CohortSlicing {
        if (parameters < 0 || cohort < 1) {
            throw new IllegalArgumentException(
                    "cohort slicing: " + parameters + " parameters must be >= 0 and " + cohort + " clients >= 1");
        }
    }

    /**
     * Parameters in a slice, the last may be shorter: a multiple of {@link SquaredDistances#CHUNK} for as many clients as
     * distances are kept for.
     */
    public int length() {
        int length = Math.max(1, Math.min(LONGEST, MOST_VALUES / cohort));
        return length < SquaredDistances.CHUNK ? length : length / SquaredDistances.CHUNK * SquaredDistances.CHUNK;
    }

    /** Number of slices, at least 1. */
    public int count() {
        return Math.max(1, (int) (((long) parameters + length() - 1) / length()));
    }

    /** The slice that begins at a parameter. */
    public int numberOf(int offset) {
        return offset / length();
    }

    /** First parameter of a slice. */
    public int start(int slice) {
        return slice * length();
    }

    /** Index after the last parameter of a slice. */
    public int end(int slice) {
        return (int) Math.min(parameters, (slice + 1L) * length());
    }

    /** Bytes of float32 that the updates of the whole cohort take in one slice. */
    public long mostBytes() {
        return (long) Float.BYTES * cohort * Math.min(parameters, length());
    }

    /** Joins finished slices, given in any order; each carries the tally of all clients. */
    public MeanUpdate join(List<MeanUpdate> finished) {
        if (finished.size() != count()) {
            throw new IllegalStateException("merge: expected " + count() + " slices, got " + finished.size());
        }
        float[] whole = new float[parameters];
        for (MeanUpdate slice : finished) {
            System.arraycopy(slice.values(), 0, whole, slice.offset(), slice.values().length);
        }
        MeanUpdate first = finished.stream()
                .min(Comparator.comparingInt(MeanUpdate::offset))
                .orElseThrow();
        return new MeanUpdate(0, whole, first.tally());
    }
}

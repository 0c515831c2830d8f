package dev.kindling.random;

/**
 * A pseudorandom permutation of [0, size) that is computed, not stored: a Feistel network (Luby, Rackoff 1988) over the
 * next power of four, walked until it is back in range (Black, Rogaway 2002). A pure function of (seed, purpose); the first
 * k places are a random set of k members that anybody can ask for one member in constant memory.
 */
public final class KeyedPermutation {

    private static final int PASSES = 8;
    private static final int SMALLEST_HALF = 2;

    private final int size;
    private final int halfBits;
    private final long[] keys = new long[PASSES];

    /** A permutation of {@code size} numbers, at least 1. */
    public KeyedPermutation(long seed, String purpose, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a permutation's size must be >= 1 but was " + size);
        }
        this.size = size;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        this.halfBits = Math.max(SMALLEST_HALF, (bits + 1) / 2);
        RandomStream random = RandomStream.of(seed, purpose);
        for (int i = 0; i < PASSES; i++) {
            keys[i] = random.nextLong();
        }
    }

    /** Where the permutation puts {@code member}, both in [0, size). */
    public int placeOf(int member) {
        if (member < 0 || member >= size) {
            throw new IllegalArgumentException("member must be in [0, " + size + ") but was " + member);
        }
        long place = member;
        do {
            place = scatter(place);
        } while (place >= size);
        return (int) place;
    }

    private long scatter(long word) {
        long mask = (1L << halfBits) - 1;
        long left = word >>> halfBits;
        long right = word & mask;
        for (long key : keys) {
            long next = left ^ (RandomStream.mix(right ^ key) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }
}

package dev.kindling.random;

/**
 * A stream of random numbers derived from (seed, purpose, ids...). Two streams with any part different are unrelated;
 * the same parts give the same numbers on every machine, in every thread and on every retry. The generator is
 * xoshiro256++ (Blackman, Vigna 2019) seeded by SplitMix64; transcendental functions go through {@link StrictMath}.
 *
 * <p>Not thread-safe: a stream has one owner.
 */
public final class RandomStream {

    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final float FLOAT_UNIT = 0x1.0p-24f;

    private long s0;
    private long s1;
    private long s2;
    private long s3;
    private double spareGaussian;
    private boolean hasSpareGaussian;

    private RandomStream(long key) {
        seed(key);
    }

    private void seed(long key) {
        long state = key;
        s0 = mix(state += GOLDEN);
        s1 = mix(state += GOLDEN);
        s2 = mix(state += GOLDEN);
        s3 = mix(state + GOLDEN);
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The stream of one purpose of one unit, e.g. {@code of(seed, "shuffle", round, clientId)}. */
    public static RandomStream of(long seed, String purpose, long... ids) {
        long key = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key ^ (purpose.charAt(i) * GOLDEN));
        }
        for (long id : ids) {
            key = mix(mix(key + GOLDEN) ^ mix(id - GOLDEN));
        }
        return new RandomStream(key);
    }

    /**
     * Becomes the stream of part {@code id} of what {@code key} was drawn for, as if it were new: for loops that give each of many
     * parts a stream of its own and allocate nothing.
     */
    public void restart(long key, long id) {
        seed(mix(mix(mix(key + GOLDEN) + GOLDEN) ^ mix(id - GOLDEN)));
        hasSpareGaussian = false;
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood 2014): a bijection on 64-bit words that scatters every bit. */
    public static long mix(long word) {
        long z = word;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform over all 64-bit words. */
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** Uniform in [0, bound), without bias (Lemire 2019). */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be > 0 but was " + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        long low = product & 0xFFFFFFFFL;
        if (low < bound) {
            long threshold = (0x100000000L - bound) % bound;
            while (low < threshold) {
                product = (nextLong() >>> 32) * bound;
                low = product & 0xFFFFFFFFL;
            }
        }
        return (int) (product >>> 32);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    /** Uniform in [0, 1), a multiple of 2^-24. */
    public float nextFloat() {
        return (nextLong() >>> 40) * FLOAT_UNIT;
    }

    /** Standard normal (Marsaglia's polar method). */
    public double nextGaussian() {
        if (hasSpareGaussian) {
            hasSpareGaussian = false;
            return spareGaussian;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        hasSpareGaussian = true;
        return u * factor;
    }

    /** Gamma with the given shape and scale 1 (Marsaglia, Tsang 2000); shape must be positive and finite. */
    public double nextGamma(double shape) {
        if (!(shape > 0) || Double.isInfinite(shape)) {
            throw new IllegalArgumentException("gamma shape must be in (0, infinity) but was " + shape);
        }
        if (shape < 1) {
            // Section 6 of the paper; in logarithms, since the power underflows for small shapes.
            double boosted = nextGamma(shape + 1);
            return StrictMath.exp(StrictMath.log(boosted) + StrictMath.log(1 - nextDouble()) / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = nextGaussian();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            if (StrictMath.log(1 - nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }

    /** A uniformly random order of {@code values}, in place (Fisher, Yates; Durstenfeld 1964). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int held = values[i];
            values[i] = values[j];
            values[j] = held;
        }
    }

    /** 0..n-1 in uniformly random order. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }
}

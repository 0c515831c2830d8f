package dev.kindling.random;

/** SplitMix64 and xoshiro256++ once more, written down from their authors' C (Vigna, public domain) for comparison. */
final class PublishedGenerators {

    private PublishedGenerators() {}

    /** splitmix64.c: {@code next()} over a 64-bit state. */
    static final class SplitMix64 {
        private long x;

        SplitMix64(long seed) {
            x = seed;
        }

        long next() {
            x += 0x9e3779b97f4a7c15L;
            long z = x;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }

    /** xoshiro256plusplus.c: {@code next()} over four words. */
    static final class Xoshiro256PlusPlus {
        private final long[] s;

        Xoshiro256PlusPlus(long... state) {
            s = state.clone();
        }

        long next() {
            long result = rotl(s[0] + s[3], 23) + s[0];
            long t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = rotl(s[3], 45);
            return result;
        }

        private static long rotl(long x, int k) {
            return (x << k) | (x >>> (64 - k));
        }
    }
}

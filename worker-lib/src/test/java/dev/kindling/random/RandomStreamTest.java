package dev.kindling.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Every result of every run hangs on these numbers: a change of one is a change of all. */
    @Test
    void theNumbersNeverChange() {
        RandomStream words = golden();
        assertThat(new long[] {words.nextLong(), words.nextLong(), words.nextLong(), words.nextLong()})
                .containsExactly(
                        9050741395254657195L, 3678066530186095714L, 6183957206656666886L, -1879624025303164854L);
        RandomStream withIds = RandomStream.of(42, "golden", 1, 2);
        assertThat(withIds.nextLong()).isEqualTo(3477282895515799738L);
        RandomStream client = RandomStream.of(-7, "client-training", 3, 11);
        int[] integers = new int[8];
        Arrays.setAll(integers, i -> client.nextInt(1000));
        assertThat(integers).containsExactly(501, 149, 709, 681, 612, 237, 432, 472);
        assertThat(golden().permutation(10)).containsExactly(5, 7, 0, 8, 9, 3, 6, 2, 1, 4);
    }

    @Test
    void theFractionsNeverChange() {
        RandomStream doubles = golden();
        assertThat(doubles.nextDouble()).isEqualTo(0.49064167416697924);
        assertThat(doubles.nextDouble()).isEqualTo(0x1.9858f02cfff74p-3);
        assertThat(golden().nextFloat()).isEqualTo(0.49064165f);
        RandomStream normal = golden();
        assertThat(normal.nextGaussian()).isEqualTo(-0.04436843414437939);
        assertThat(normal.nextGaussian()).isEqualTo(-1.4252193000186617);
        assertThat(normal.nextGaussian()).isEqualTo(-0.29506906910140485);
        RandomStream gamma = golden();
        assertThat(gamma.nextGamma(0.1)).isEqualTo(8.788698106484776E-11);
        assertThat(gamma.nextGamma(2.5)).isEqualTo(0.6730414394943759);
    }

    @Test
    void theReferenceGivesThePublishedNumbers() {
        PublishedGenerators.SplitMix64 split = new PublishedGenerators.SplitMix64(1234567);
        assertThat(split.next()).isEqualTo(6457827717110365317L);
        assertThat(split.next()).isEqualTo(3203168211198807973L);
        PublishedGenerators.Xoshiro256PlusPlus xoshiro = new PublishedGenerators.Xoshiro256PlusPlus(1, 2, 3, 4);
        // By hand: rotl(1 + 4, 23) + 1 = 5 x 2^23 + 1; then s = (7, 0, 262146, 6 x 2^45), so 2 x ... + 7.
        assertThat(xoshiro.next()).isEqualTo(5L * (1 << 23) + 1).isEqualTo(41943041L);
        assertThat(xoshiro.next()).isEqualTo(58720359L);
        assertThat(xoshiro.next()).isEqualTo(3588806011781223L);
        assertThat(xoshiro.next()).isEqualTo(3591011842654386L);
    }

    @Test
    void aStreamIsXoshiroSeededBySplitMixFromItsKey() {
        long key = RandomStream.mix(42 + GOLDEN);
        for (char letter : "golden".toCharArray()) {
            key = RandomStream.mix(key ^ (letter * GOLDEN));
        }
        PublishedGenerators.SplitMix64 seeds = new PublishedGenerators.SplitMix64(key);
        PublishedGenerators.Xoshiro256PlusPlus reference =
                new PublishedGenerators.Xoshiro256PlusPlus(seeds.next(), seeds.next(), seeds.next(), seeds.next());
        RandomStream stream = golden();
        for (int i = 0; i < 1000; i++) {
            assertThat(stream.nextLong()).isEqualTo(reference.next());
        }
    }

    @Test
    void streamsOfDifferentPartsShareNoNumber() {
        Set<Long> seen = new HashSet<>();
        int streams = 0;
        for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE}) {
            for (String purpose : new String[] {"", "a", "b", "ab", "ba", "aa"}) {
                for (long[] ids : new long[][] {{}, {0}, {1}, {-1}, {0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0, 0}}) {
                    RandomStream stream = RandomStream.of(seed, purpose, ids);
                    for (int i = 0; i < 20; i++) {
                        seen.add(stream.nextLong());
                    }
                    streams++;
                }
            }
        }
        assertThat(seen).hasSize(20 * streams);
    }

    @Test
    void neighbouringIdsAreNotCorrelated() {
        int n = 20_000;
        double sum = 0;
        for (int id = 0; id < n; id++) {
            sum += (RandomStream.of(1, "x", id).nextDouble() - 0.5)
                    * (RandomStream.of(1, "x", id + 1).nextDouble() - 0.5);
        }
        // One twelfth is the variance; the correlation's deviation is 1 / sqrt(n).
        assertThat(12 * sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 64, 100})
    void integersAreUniform(int bound) {
        int draws = 2000 * bound;
        long[] counts = new long[bound];
        RandomStream random = RandomStream.of(3, "uniform", bound);
        for (int i = 0; i < draws; i++) {
            counts[random.nextInt(bound)]++;
        }
        double chiSquare = 0;
        for (long count : counts) {
            chiSquare += (count - 2000.0) * (count - 2000.0) / 2000;
        }
        // Mean bound - 1, variance twice that: five deviations and something for small bounds.
        assertThat(chiSquare).isLessThan(bound + 10 + 5 * Math.sqrt(2.0 * bound));
    }

    @Test
    void aBoundThatDividesNothingIsStillUniform() {
        // Two thirds of 2^32: without rejection a third of the values would come up twice as often as the others.
        int bound = 0x55555555;
        int third = bound / 3;
        int[] counts = new int[3];
        RandomStream random = RandomStream.of(3, "large");
        for (int i = 0; i < 30_000; i++) {
            int drawn = random.nextInt(bound);
            assertThat(drawn).isBetween(0, bound - 1);
            counts[drawn / third]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_500, 10_500);
        }
    }

    @Test
    void gaussiansHaveTheMomentsOfTheStandardNormal() {
        int n = 200_000;
        RandomStream random = RandomStream.of(5, "gauss");
        double[] powers = new double[5];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            for (int p = 1; p <= 4; p++) {
                powers[p] += Math.pow(x, p) / n;
            }
        }
        assertThat(powers[1]).isCloseTo(0, within(0.01));
        assertThat(powers[2]).isCloseTo(1, within(0.02));
        assertThat(powers[3]).isCloseTo(0, within(0.05));
        assertThat(powers[4]).isCloseTo(3, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 2.5, 40})
    void gammasHaveMeanAndVarianceOfTheirShape(double shape) {
        int n = 100_000;
        RandomStream random = RandomStream.of(6, "gamma");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = random.nextGamma(shape);
            assertThat(x).isNotNegative();
            sum += x / n;
            squares += x * x / n;
        }
        assertThat(sum).isCloseTo(shape, within(5 * Math.sqrt(shape / n)));
        // The variance's own variance is (2 shape^2 + 6 shape) / n.
        assertThat(squares - sum * sum).isCloseTo(shape, within(5 * Math.sqrt((2 * shape * shape + 6 * shape) / n)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aGammaWithoutAShapeIsRefused(double shape) {
        assertThatThrownBy(() -> golden().nextGamma(shape))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + shape);
    }

    @Test
    void anIntegerBelowNothingIsRefused() {
        assertThatThrownBy(() -> golden().nextInt(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> golden().nextInt(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 100)
    void aPermutationHoldsEveryIndexOnce(@ForAll long seed, @ForAll @IntRange(max = 300) int n) {
        int[] order = RandomStream.of(seed, "order").permutation(n);
        Arrays.sort(order);
        int[] ascending = new int[n];
        Arrays.setAll(ascending, i -> i);
        assertThat(order).isEqualTo(ascending);
    }

    @Test
    void everyOrderOfFourIsEquallyLikely() {
        int draws = 24_000;
        int[] counts = new int[256];
        RandomStream random = RandomStream.of(9, "orders");
        for (int i = 0; i < draws; i++) {
            int[] order = random.permutation(4);
            counts[64 * order[0] + 16 * order[1] + 4 * order[2] + order[3]]++;
        }
        assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
                .hasSize(24)
                .allMatch(count -> count > 800 && count < 1200);
    }

    private static RandomStream golden() {
        return RandomStream.of(42, "golden");
    }
}

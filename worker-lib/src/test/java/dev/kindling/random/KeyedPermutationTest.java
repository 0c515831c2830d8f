package dev.kindling.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedPermutationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 63, 64, 65, 1000, 65_536, 65_537, 300_000})
    void everyPlaceIsTakenOnce(int size) {
        KeyedPermutation permutation = new KeyedPermutation(3, "test", size);
        BitSet taken = new BitSet();
        for (int member = 0; member < size; member++) {
            assertThat(permutation.placeOf(member)).isBetween(0, size - 1);
            taken.set(permutation.placeOf(member));
        }
        assertThat(taken.cardinality()).isEqualTo(size);
    }

    @Test
    void theLargestSizeWorks() {
        assertThat(new KeyedPermutation(3, "test", Integer.MAX_VALUE).placeOf(Integer.MAX_VALUE - 1))
                .isNotNegative();
    }

    /** Counted over seeds: each member, and each pair, is among the first three of ten as often as any other. */
    @Test
    void everyMemberAndEveryPairIsEquallyLikelyToBeAmongTheFirst() {
        int seeds = 15_000;
        int[][] together = new int[10][10];
        for (int seed = 0; seed < seeds; seed++) {
            KeyedPermutation permutation = new KeyedPermutation(seed, "test", 10);
            for (int a = 0; a < 10; a++) {
                for (int b = a; b < 10; b++) {
                    if (permutation.placeOf(a) < 3 && permutation.placeOf(b) < 3) {
                        together[a][b]++;
                    }
                }
            }
        }
        for (int a = 0; a < 10; a++) {
            // Binomial, 3/10 and 1/15 of the seeds, five deviations wide.
            assertThat(together[a][a]).isBetween(4500 - 281, 4500 + 281);
            for (int b = a + 1; b < 10; b++) {
                assertThat(together[a][b]).isBetween(1000 - 153, 1000 + 153);
            }
        }
    }

    @Test
    void seedAndPurposeAloneDecide() {
        int[] places = places(3, "test");
        // Golden: who attacks must not change with the version that resumes a run.
        assertThat(places).containsExactly(4, 1, 3, 10, 2, 7, 5, 0, 8, 9, 11, 6);
        assertThat(places(4, "test")).isNotEqualTo(places);
        assertThat(places(3, "other")).isNotEqualTo(places);
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new KeyedPermutation(1, "test", 0)).hasMessageContaining(">= 1 but was 0");
        KeyedPermutation five = new KeyedPermutation(1, "test", 5);
        assertThatThrownBy(() -> five.placeOf(5)).hasMessage("member must be in [0, 5) but was 5");
        assertThatThrownBy(() -> five.placeOf(-1)).hasMessage("member must be in [0, 5) but was -1");
    }

    private static int[] places(long seed, String purpose) {
        KeyedPermutation permutation = new KeyedPermutation(seed, purpose, 12);
        int[] places = new int[12];
        java.util.Arrays.setAll(places, permutation::placeOf);
        return places;
    }
}

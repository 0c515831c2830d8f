package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SquaredDistancesTest {

    @Test
    void threeFourFive() {
        SquaredDistances distances = Cohorts.distances(0, new float[] {0, 0}, new float[] {3, 0}, new float[] {3, 4});
        assertThat(distances.between(0, 1)).isEqualTo(9);
        assertThat(distances.between(2, 0)).isEqualTo(25);
        assertThat(distances.between(1, 2)).isEqualTo(16);
        assertThat(distances.between(1, 1)).isZero();
    }

    /** 200,000 parameters in four slices of sixteen chunks at most; whole squares have one exact sum. */
    @Test
    void slicesAndChunksAddUpExactly() {
        float[][] updates = new float[3][200_001];
        long[] expected = new long[3];
        for (int i = 0; i < updates[0].length; i++) {
            updates[0][i] = i % 7;
            updates[1][i] = i % 11 * 0.25f;
            double between = (double) updates[0][i] - updates[1][i];
            expected[0] += (long) (16 * between * between);
            expected[1] += (long) (16 * (double) updates[0][i] * updates[0][i]);
            expected[2] += (long) (16 * (double) updates[1][i] * updates[1][i]);
        }
        for (long order = 0; order < 5; order++) {
            SquaredDistances distances = Cohorts.distances(order, updates);
            assertThat(distances.between(0, 1)).isEqualTo(expected[0] / 16.0);
            assertThat(distances.between(0, 2)).isEqualTo(expected[1] / 16.0);
            assertThat(distances.between(1, 2)).isEqualTo(expected[2] / 16.0);
        }
    }

    @Test
    void aFullLowWordCarriesAndAHugeDistanceIsCutOff() {
        SquaredDistances one = new SquaredDistances(2, new int[] {0, 1}, new long[] {1}, new long[] {3L << 61});
        SquaredDistances two = new SquaredDistances(2, new int[] {0, 1}, new long[] {2}, new long[] {3L << 61});
        one.add(two);
        assertThat(one.between(0, 1)).isEqualTo(4.5);
        assertThat(one.low()).containsExactly(1L << 62);
        assertThat(Cohorts.distances(0, new float[] {Float.MAX_VALUE}, new float[] {-Float.MAX_VALUE})
                        .between(0, 1))
                .isEqualTo(0x1p43);
    }

    @Test
    void smallDistancesKeepTheirDigits() {
        assertThat(Cohorts.distances(0, new float[] {0}, new float[] {1e-6f}).between(0, 1))
                .isCloseTo((double) 1e-6f * 1e-6f, org.assertj.core.data.Percentage.withPercentage(1e-4));
    }

    @Test
    void distancesBetweenOtherClientsAreNotAdded() {
        SquaredDistances one = new SquaredDistances(2, new int[] {0, 1}, new long[1], new long[1]);
        SquaredDistances other = new SquaredDistances(2, new int[] {0, 2}, new long[1], new long[1]);
        assertThatThrownBy(() -> one.add(other)).hasMessageContaining("different clients");
    }
}

package dev.kindling.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.fault.UserMistake;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GeometricMedianTest {

    private static final GeometricMedian RULE = new GeometricMedian(1000, 1e-5);

    @Test
    void ofFourCornersItIsWhereTheDiagonalsMeet() {
        float[] median =
                Cohorts.merged(RULE, new float[] {-1, 0}, new float[] {3, 0}, new float[] {0, -2}, new float[] {0, 1});
        assertThat(median[0]).isCloseTo(0, Offset.offset(0.01f));
        assertThat(median[1]).isCloseTo(0, Offset.offset(0.01f));
    }

    @Test
    void onALineItIsTheMedian() {
        assertThat(Cohorts.merged(RULE, Cohorts.points(0, 1, 10))[0]).isCloseTo(1, Offset.offset(0.001f));
    }

    @Test
    void ofEqualUpdatesItIsTheUpdate() {
        float[] update = Cohorts.random(1, 100, 4)[0];
        assertThat(Cohorts.merged(RULE, update, update.clone(), update.clone())).isEqualTo(update);
    }

    /** Weiszfeld over the points themselves, iteration for iteration. */
    @Test
    void distancesGiveWhatThePointsGive() {
        float[][] updates = Cohorts.random(7, 40, 3);
        double[] point = new double[40];
        double[] weights = {1, 1, 1, 1, 1, 1, 1};
        for (int iteration = 0; iteration < 4; iteration++) {
            mean(updates, weights, point);
            for (int k = 0; k < 7; k++) {
                double squares = 0;
                for (int i = 0; i < 40; i++) {
                    squares += Math.pow(point[i] - updates[k][i], 2);
                }
                weights[k] = 1 / Math.max(1e-5, Math.sqrt(squares));
            }
        }
        mean(updates, weights, point);
        float[] merged = Cohorts.merged(new GeometricMedian(4, 1e-5), updates);
        for (int i = 0; i < 40; i++) {
            assertThat((double) merged[i]).isCloseTo(point[i], Offset.offset(1e-6));
        }
    }

    private static void mean(float[][] updates, double[] weights, double[] into) {
        double total = java.util.Arrays.stream(weights).sum();
        for (int i = 0; i < into.length; i++) {
            into[i] = 0;
            for (int k = 0; k < weights.length; k++) {
                into[i] += weights[k] / total * updates[k][i];
            }
        }
    }

    @Test
    void fewerThanHalfOfTheClientsCannotCarryItAway() {
        float[][] updates = Cohorts.random(9, 20, 6);
        for (int liar = 5; liar < 9; liar++) {
            java.util.Arrays.fill(updates[liar], 1e6f);
        }
        double squares = 0;
        for (float value : Cohorts.merged(new GeometricMedian(100, 1e-5), updates)) {
            squares += (double) value * value;
        }
        // Five updates about 4.5 long hold four that pull one way where 5 cos(angle) = 4, some 6 from their middle.
        assertThat(Math.sqrt(squares)).isLessThan(10);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GeometricMedian(0, 1)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> new GeometricMedian(1, 0)).isInstanceOf(UserMistake.class);
        assertThatThrownBy(() -> new GeometricMedian(1, Double.NaN)).isInstanceOf(UserMistake.class);
    }
}

package dev.kindling.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.fixedpoint.Grid;
import org.junit.jupiter.api.Test;

class TargetRegressionTest {

    private static Moments moments(int width, float[] features, int... labels) {
        MomentsFormat format = new MomentsFormat(2, width, SecondMoments.SHARED, false, new Grid(0));
        Moments moments = new Moments(format);
        MomentsAccumulator accumulator = new MomentsAccumulator(format);
        accumulator.open(moments);
        accumulator.add(features, labels.length, labels);
        accumulator.flush();
        return moments;
    }

    /** x = 1, 2; z = 3, -1; codes 1 and 4, so t = 4, 3: G = 5, C = 4 + 6, W = 10 / (5 + 5); error (1 - 4)^2 + (2 - 3)^2. */
    @Test
    void aTargetOfAFeatureAndACodeIsRegressedAsWorkedByHand() {
        TargetRegression regression =
                new TargetRegression(moments(2, new float[] {1, 3, 2, -1}, 0, 1), 1, new double[] {1, 4});
        double[] columns = regression.solve(5);
        assertThat(columns).containsExactly(new double[] {1}, within(1e-12));
        assertThat(regression.squaredError(columns)).isCloseTo(10, within(1e-12));
    }

    @Test
    void withoutTargetFeaturesAndWithOneHotCodesItIsRidgeRegression() {
        Moments moments = moments(2, new float[] {1, 3, 2, -1, 2, 2}, 0, 1, 1);
        double[] columns = new TargetRegression(moments, 2, new double[] {1, 0, 0, 1}).solve(1);
        LinearRule ridge = (LinearRule) new Ridge(1).solve(moments);
        for (int i = 0; i < 4; i++) {
            assertThat((float) columns[i]).isEqualTo(ridge.weights()[i % 2 * 2 + i / 2]);
        }
    }
}

package dev.kindling.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.random.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyStoppingTest {

    private static final int END = 20;

    @Test
    void aCurveOfEitherFamilyIsContinued() {
        assertThat(forecast(x -> 0.9 - 0.6 / x, 10).accuracy()).isCloseTo(0.87, within(0.01));
        assertThat(forecast(x -> 0.8 - 0.7 * Math.exp(-x / 5), 10).accuracy()).isCloseTo(0.787, within(0.002));
        // Between the rates that are tried: within the noise that is assumed.
        assertThat(forecast(x -> 0.8 - 0.7 * Math.exp(-x / 4), 10).accuracy())
                .isCloseTo(0.795, within(CurveForecast.NOISE));
        assertThat(forecast(x -> 0.3, 10).accuracy()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void aCurveThatFallsIsTakenForALevelOne() {
        assertThat(forecast(x -> 0.8 - 0.01 * x, 10).accuracy()).isCloseTo(0.745, within(0.001));
    }

    @Test
    void theNormalDistributionHasItsTabulatedValues() {
        assertThat(CurveForecast.normal(0)).isCloseTo(0.5, within(1e-7));
        assertThat(CurveForecast.normal(1.644854)).isCloseTo(0.95, within(1e-6));
        assertThat(CurveForecast.normal(-1.959964)).isCloseTo(0.025, within(1e-6));
    }

    @Test
    void aCurveThatIsLevelFarBelowTheBestIsStoppedAtTheFirstPointThatMayStopIt() {
        assertThat(stoppedAt(x -> 0.1, 0.9)).isEqualTo(5);
    }

    @Test
    void nothingIsStoppedBeforeAQuarterOfItsRounds() {
        double[] rounds = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] level = new double[9];

        assertThat(EarlyStopping.cautious().stops(rounds, level, 100, 0.9)).isFalse();
        assertThat(EarlyStopping.cautious().stops(rounds, level, 36, 0.9)).isTrue();
    }

    @Test
    void aCurveThatHasReachedTheBestIsNotStoppedWhateverItDoesThen() {
        assertThat(stoppedAt(x -> x == 3 ? 0.91 : 0.2, 0.9)).isZero();
    }

    @Test
    void oneBadPointStopsNothing() {
        assertThat(stoppedAt(x -> x == 8 ? 0.1 : 0.9 - 0.6 / x, 0.865)).isZero();
    }

    /** Monotone curves of random families, heights and speeds; 0.02 is the noise of about 600 validation examples. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02})
    void theBestOfManyCurvesIsNeverStoppedAndAThirdOfAllRoundsIsSaved(double deviation) {
        int saved = 0;
        int rounds = 0;
        for (int number = 0; number < 400; number++) {
            int sweep = number;
            int[] order = RandomStream.of(7, "order", sweep).permutation(8);
            double best = -1;
            double[] ends = new double[8];
            for (int trial : order) {
                ends[trial] = height(sweep, trial, END);
            }
            double highest = Arrays.stream(ends).max().orElseThrow();
            for (int trial : order) {
                RandomStream noise = RandomStream.of(7, "noise", sweep, trial);
                double[] drawn = new double[END + 1];
                Arrays.setAll(drawn, x -> height(sweep, trial, Math.max(1, x)) + deviation * noise.nextGaussian());
                drawn[END] = ends[trial];
                int stopped = best < 0 ? 0 : stoppedAt(x -> drawn[(int) x], best);
                if (stopped == 0) {
                    best = Math.max(best, ends[trial]);
                } else {
                    assertThat(ends[trial])
                            .as("sweep %d, trial %d", sweep, trial)
                            .isLessThan(highest);
                    saved += END - stopped;
                }
                rounds += END;
            }
        }
        assertThat(saved).isBetween(rounds / 3, rounds / 2);
    }

    private static double height(int sweep, int trial, double x) {
        RandomStream draw = RandomStream.of(7, "curve", sweep, trial);
        double top = 0.3 + 0.65 * draw.nextDouble();
        double rise = top * draw.nextDouble();
        double speed = Math.exp(2.5 * draw.nextDouble() - 1.5);
        return draw.nextDouble() < 0.5 ? top - rise * Math.pow(x, -speed) : top - rise * Math.exp(-speed * x / 4);
    }

    @Test
    void tooFewPointsAreRefused() {
        assertThatThrownBy(() -> forecast(x -> 0.5, 3)).hasMessageContaining("at least 4 points before 20");
    }

    /** The round at which a curve of 20 rounds is stopped, 0 if it is not. */
    private static int stoppedAt(DoubleUnaryOperator curve, double best) {
        for (int points = 1; points < END; points++) {
            double[] rounds = rounds(points);
            if (EarlyStopping.cautious()
                    .stops(rounds, Arrays.stream(rounds).map(curve).toArray(), END, best)) {
                return points;
            }
        }
        return 0;
    }

    private static CurveForecast forecast(DoubleUnaryOperator curve, int points) {
        double[] rounds = rounds(points);
        return new CurveForecast(rounds, Arrays.stream(rounds).map(curve).toArray(), END);
    }

    private static double[] rounds(int points) {
        double[] rounds = new double[points];
        Arrays.setAll(rounds, i -> i + 1);
        return rounds;
    }
}

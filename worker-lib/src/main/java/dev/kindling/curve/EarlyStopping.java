package dev.kindling.curve;

import java.util.Arrays;

/**
 * Whether a training is worth going on with, by where its learning curve is going.
 *
 * @param confidence how probable it must be that the curve ends below the best so far, in (0.5, 1)
 * @param leastShare part of the rounds that is always trained, in [0, 1]
 */
public record EarlyStopping(double confidence, double leastShare) {

    /** With one point less it must have said the same: one bad point stops nothing. */
    private static final int TWICE = 1;

    public EarlyStopping {
        if (!(confidence > 0.5 && confidence < 1 && leastShare >= 0 && leastShare <= 1)) {
            throw new IllegalArgumentException(
                    "early stopping wants a confidence in (0.5, 1) and a share in [0, 1] but had " + confidence
                            + " and " + leastShare);
        }
    }

    /** 99 % sure, twice running, and not before a quarter of the rounds. */
    public static EarlyStopping cautious() {
        return new EarlyStopping(0.99, 0.25);
    }

    /**
     * Whether to stop.
     *
     * @param rounds where the curve was measured, ascending
     * @param accuracies what was measured there
     * @param end the last round
     * @param best the accuracy that there is to beat
     */
    public boolean stops(double[] rounds, double[] accuracies, double end, double best) {
        int points = rounds.length;
        if (points < CurveForecast.LEAST_POINTS + TWICE
                || rounds[points - 1] < leastShare * end
                || Arrays.stream(accuracies).max().orElse(0) >= best) {
            return false;
        }
        return isBelow(rounds, accuracies, points, end, best) && isBelow(rounds, accuracies, points - TWICE, end, best);
    }

    private boolean isBelow(double[] rounds, double[] accuracies, int points, double end, double best) {
        CurveForecast forecast =
                new CurveForecast(Arrays.copyOf(rounds, points), Arrays.copyOf(accuracies, points), end);
        return forecast.probabilityBelow(best) >= confidence;
    }
}

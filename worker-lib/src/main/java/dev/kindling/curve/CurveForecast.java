package dev.kindling.curve;

import java.util.Arrays;

/**
 * Where a learning curve will end, predicted from its first points. Two of the parametric families of Domhan, Springenberg, Hutter (2015,
 * "Speeding up automatic hyperparameter optimization of deep neural networks by extrapolation of learning curves", table 1) are fitted: pow3,
 * {@code c - a x^-alpha}, and the exponential approach {@code c - a exp(-k x)}, both with {@code a >= 0}. In place of their Markov chains alpha and k
 * run over fixed values, for each of which c and a are a linear regression; the predictions of all are mixed, weighted by how well each fits.
 *
 * <p>A pure function of the points: no randomness. Accuracies are taken to be noisy by {@value #NOISE} at least, so that a perfect fit of a few points is not taken for
 * certainty.
 */
public final class CurveForecast {

    /** Standard deviation that an accuracy has at least. */
    static final double NOISE = 0.01;

    /** Fewer points determine no curve. */
    public static final int LEAST_POINTS = 4;

    private static final double[] POWERS = {0.125, 0.177, 0.25, 0.354, 0.5, 0.707, 1, 1.41, 2, 2.83, 4};
    private static final double[] RATES = {0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.7, 8, 11.3, 16, 22.6, 32, 45, 64};

    private final double[] means = new double[POWERS.length + RATES.length];
    private final double[] deviations = new double[means.length];
    private final double[] weights = new double[means.length];

    /**
     * Predicts the accuracy at {@code end}.
     *
     * @param rounds where the curve was measured, above 0, ascending; at least {@value #LEAST_POINTS}
     * @param accuracies what was measured there
     * @param end the round to predict, not before the last of them
     */
    public CurveForecast(double[] rounds, double[] accuracies, double end) {
        int points = rounds.length;
        if (points < LEAST_POINTS || accuracies.length != points || rounds[points - 1] > end) {
            throw new IllegalArgumentException("a forecast needs at least " + LEAST_POINTS + " points before " + end
                    + " but had " + points + " rounds and " + accuracies.length + " accuracies");
        }
        double[] basis = new double[points];
        for (int model = 0; model < means.length; model++) {
            for (int i = 0; i < points; i++) {
                basis[i] = basis(model, rounds[i] / end);
            }
            fit(model, basis, accuracies, basis(model, 1));
        }
        double largest = Arrays.stream(weights).max().orElse(0);
        Arrays.setAll(weights, model -> StrictMath.exp(weights[model] - largest));
        double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, model -> weights[model] / sum);
    }

    /** What vanishes as a curve approaches its end, at a share of the way. */
    private static double basis(int model, double share) {
        return model < POWERS.length
                ? StrictMath.pow(share, -POWERS[model])
                : StrictMath.exp(-RATES[model - POWERS.length] * share);
    }

    /** Regression of the accuracies on the basis, and what it says where the basis has the value {@code at}. */
    private void fit(int model, double[] basis, double[] accuracies, double at) {
        int points = basis.length;
        double meanBasis = Arrays.stream(basis).average().orElse(0);
        double meanAccuracy = Arrays.stream(accuracies).average().orElse(0);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < points; i++) {
            squares += (basis[i] - meanBasis) * (basis[i] - meanBasis);
            products += (basis[i] - meanBasis) * (accuracies[i] - meanAccuracy);
        }
        // A curve that falls is taken for a level one: what it did last says little about what it will do.
        double slope = Math.min(0, products / squares);
        double errors = 0;
        for (int i = 0; i < points; i++) {
            double error = accuracies[i] - meanAccuracy - slope * (basis[i] - meanBasis);
            errors += error * error;
        }
        double noise = Math.max(errors / (points - 2), NOISE * NOISE);
        double leverage = 1.0 / points + (at - meanBasis) * (at - meanBasis) / squares;
        means[model] = meanAccuracy + slope * (at - meanBasis);
        deviations[model] = Math.sqrt(noise * (1 + leverage));
        weights[model] = -points / 2.0 * StrictMath.log(errors / points + NOISE * NOISE);
    }

    /** The predicted accuracy, in [0, 1]. */
    public double accuracy() {
        double mean = 0;
        for (int model = 0; model < means.length; model++) {
            mean += weights[model] * means[model];
        }
        return Math.max(0, Math.min(1, mean));
    }

    /** The probability that the curve ends below an accuracy. */
    public double probabilityBelow(double accuracy) {
        double probability = 0;
        for (int model = 0; model < means.length; model++) {
            probability += weights[model] * normal((accuracy - means[model]) / deviations[model]);
        }
        return probability;
    }

    /** The normal distribution function, to 1e-7 (Abramowitz, Stegun 1964, 26.2.17). */
    static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = StrictMath.exp(-z * z / 2)
                / StrictMath.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }
}

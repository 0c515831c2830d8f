package dev.kindling.learn.selfcontrast;

/** What a block pays for positives and, in as many rows behind them, negatives. Exponentials are StrictMath's. */
final class PairLoss {

    private final double above;
    private final double below;
    private final double penalty;
    private final int positions;
    private final int channels;

    PairLoss(SelfContrast settings, int positions, int channels) {
        this.above = settings.positiveThreshold();
        this.below = settings.negativeThreshold();
        this.penalty = settings.penalty();
        this.positions = positions;
        this.channels = channels;
    }

    /**
     * Writes the gradient of the mean over pairs and positions and returns that mean times {@code pairs}.
     *
     * @param outputs {@code [2 pairs, positions, channels]}, positives first
     * @param deltas of the same shape
     */
    double lossAndDelta(float[] outputs, int pairs, float[] deltas) {
        int places = pairs * positions;
        double loss = 0;
        for (int place = 0; place < places; place++) {
            double goodness = goodness(outputs, place);
            loss += softplus(above - goodness) + penalty * goodness;
            back(outputs, place, (penalty - sigmoid(above - goodness)) / places, deltas);
        }
        for (int place = places; place < 2 * places; place++) {
            double excess = goodness(outputs, place) - below;
            loss += softplus(excess);
            back(outputs, place, sigmoid(excess) / places, deltas);
        }
        return loss / positions;
    }

    private double goodness(float[] outputs, int place) {
        double sum = 0;
        for (int i = place * channels; i < (place + 1) * channels; i++) {
            sum += (double) outputs[i] * outputs[i];
        }
        return sum / channels;
    }

    private void back(float[] outputs, int place, double slope, float[] deltas) {
        float factor = (float) (2 * slope / channels);
        for (int i = place * channels; i < (place + 1) * channels; i++) {
            deltas[i] = factor * outputs[i];
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}

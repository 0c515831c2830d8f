package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.nn.OutputLoss;

/** Cross-entropy on the new examples and on the second half of the draws; the first half keeps to the outputs remembered. */
final class DarkReplayLoss implements OutputLoss {

    private final MixedBatch mixed;
    private final double alpha;
    private final double beta;

    DarkReplayLoss(MixedBatch mixed, double alpha, double beta) {
        this.mixed = mixed;
        this.alpha = alpha;
        this.beta = beta;
    }

    @Override
    public double lossAndDelta(float[] outputs, Batch batch, int classes, float[] delta) {
        int fresh = mixed.fresh();
        int half = mixed.draws() / 2;
        double loss = ReplayLoss.crossEntropy(outputs, batch, classes, delta, 0, fresh, 1.0 / fresh)
                + remembered(outputs, classes, delta, fresh, half)
                + ReplayLoss.crossEntropy(outputs, batch, classes, delta, fresh + half, batch.size(), beta / half);
        return loss * fresh;
    }

    private double remembered(float[] outputs, int classes, float[] delta, int fresh, int draws) {
        float[] logits = mixed.memory().logits();
        double weight = alpha / ((double) draws * classes);
        double loss = 0;
        for (int draw = 0; draw < draws; draw++) {
            int at = (fresh + draw) * classes;
            int kept = mixed.item(draw) * classes;
            for (int c = 0; c < classes; c++) {
                double off = (double) outputs[at + c] - logits[kept + c];
                loss += weight * off * off;
                delta[at + c] = (float) (2 * weight * off);
            }
        }
        return loss;
    }
}

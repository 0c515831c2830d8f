package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.SoftmaxCrossEntropy;

/** Cross-entropy whose mean over the new examples and mean over the draws have weights of their own. */
final class ReplayLoss implements OutputLoss {

    private final MixedBatch mixed;
    private final double fresh;
    private final double old;

    ReplayLoss(MixedBatch mixed, double fresh, double old) {
        this.mixed = mixed;
        this.fresh = fresh;
        this.old = old;
    }

    @Override
    public double lossAndDelta(float[] outputs, Batch batch, int classes, float[] delta) {
        double loss = crossEntropy(outputs, batch, classes, delta, 0, mixed.fresh(), fresh / mixed.fresh())
                + crossEntropy(outputs, batch, classes, delta, mixed.fresh(), batch.size(), old / mixed.draws());
        return loss * mixed.fresh();
    }

    /** The weighted sum over rows {@code [from, to)}, and its gradient. */
    static double crossEntropy(
            float[] outputs, Batch batch, int classes, float[] delta, int from, int to, double weight) {
        double loss = 0;
        for (int row = from; row < to; row++) {
            int at = row * classes;
            int label = at + batch.label(row);
            loss += weight * (SoftmaxCrossEntropy.softmaxRow(outputs, at, classes, delta) - outputs[label]);
            delta[label] -= 1f;
            for (int c = at; c < at + classes; c++) {
                delta[c] = (float) (weight * delta[c]);
            }
        }
        return loss;
    }
}

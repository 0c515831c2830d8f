package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** The block's gradient is the loss's alone; the classifier's ends in a buffer that nobody reads. */
final class WithClassifierPass implements LocalLossPass {

    private final LocalLossPass learned;
    private final LocalReadoutPass readout;
    private final float[] stopped;

    WithClassifierPass(WithClassifier.Placed placed, int capacity) {
        learned = placed.learned().open(capacity);
        readout = placed.readout().open(capacity);
        stopped = new float
                [Blas.lengthFor(capacity, placed.readout().auxiliary().input().size())];
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        double loss = learned.learn(parameters, outputs, batch, outputDeltas, rule, random);
        return loss + readout.learn(parameters, outputs, batch, stopped, rule, random);
    }

    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        readout.scores(parameters, outputs, rows, scores);
    }
}

package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/** The block's gradient is the loss's alone; the classifier's ends in a buffer that nobody reads. */
final class WithClassifierPass implements LocalLossPass {

    private final WithClassifier.Placed placed;
    private final int capacity;
    private final LocalReadoutPass readout;
    private @Nullable LocalLossPass learned;
    private float[] stopped = new float[0];

    WithClassifierPass(WithClassifier.Placed placed, int capacity) {
        this.placed = placed;
        this.capacity = capacity;
        readout = placed.readout().open(capacity);
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        double loss = learned().learn(parameters, outputs, batch, outputDeltas, rule, random);
        return loss + readout.learn(parameters, outputs, batch, stopped, rule, random);
    }

    /** Whoever only predicts does without these buffers. */
    private LocalLossPass learned() {
        if (learned == null) {
            learned = placed.learned().open(capacity);
            stopped = new float
                    [Blas.lengthFor(
                            capacity, placed.readout().auxiliary().input().size())];
        }
        return learned;
    }

    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        readout.scores(parameters, outputs, rows, scores);
    }
}

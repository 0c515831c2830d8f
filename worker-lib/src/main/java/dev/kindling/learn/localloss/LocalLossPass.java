package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** One thread's way through a local loss. Owns its buffers. */
public interface LocalLossPass {

    /**
     * Hands the gradients of the loss's own parameters to {@code rule} and writes the gradient by the block's outputs, both of the
     * mean loss of the batch.
     *
     * @param outputs the block's, {@code [batch size, output]}, only read
     * @param outputDeltas gets the gradient by them, of the same shape
     * @return the mean loss times the batch's size, as double
     */
    double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random);

    /**
     * Writes the scores of the classes, {@code [rows, classes]}; a row has the same bits in whatever batch it comes.
     *
     * @param outputs the block's, as it computes them when nothing is learned
     */
    void scores(float[] parameters, float[] outputs, int rows, float[] scores);
}

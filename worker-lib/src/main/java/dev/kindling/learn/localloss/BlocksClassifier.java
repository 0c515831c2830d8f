package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.network.Pass;
import java.util.Arrays;

/** The scores of some neighbouring blocks, summed: of the last, of one, or of all. */
final class BlocksClassifier implements Classifier {

    private final Pass[] blocks;
    private final LocalLossPass[] losses;
    private final int firstAsked;
    private final int classes;
    private final float[] part;

    /** Asks the blocks {@code firstAsked} to {@code last}; those behind are not run. */
    BlocksClassifier(LocalBlocks placed, int firstAsked, int last, int classes, int batchCapacity) {
        this.classes = classes;
        this.firstAsked = firstAsked;
        blocks = new Pass[last + 1];
        losses = new LocalLossPass[blocks.length];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = placed.blocks().get(b).open(batchCapacity);
            // The buffers of auxiliary networks that nobody asks would fill the heap.
            if (b >= firstAsked) {
                losses[b] = placed.losses().get(b).open(batchCapacity);
            }
        }
        part = new float[batchCapacity * classes];
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        Arrays.fill(scores, 0, rows * classes, 0);
        float[] values = batch.inputs();
        for (int b = 0; b < blocks.length; b++) {
            values = blocks[b].infer(parameters, values, rows);
            if (b >= firstAsked) {
                losses[b].scores(parameters, values, rows, part);
                for (int i = 0; i < rows * classes; i++) {
                    scores[i] += part[i];
                }
            }
        }
    }
}

package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** A block's part of a step: noise on the labels, forward, its loss, back through the block and no further. Owns its buffers. */
final class BlockStep {

    private final NoPropDt settings;
    private final NoisyLabels labels;
    private final BlockRule blockRule;
    private final DenoiserPass pass;
    private final EmbeddingError error;
    private final float[] block;
    private final float[] scoreDeltas;

    /**
     * Steps of blocks like {@code placed}.
     *
     * @param stretch parameters of a block
     */
    BlockStep(NoPropDt settings, Denoiser placed, int stretch, NoisyLabels labels, int capacity, UpdateRule rule) {
        this.settings = settings;
        this.labels = labels;
        blockRule = new BlockRule(rule);
        pass = new DenoiserPass(placed, capacity);
        error = new EmbeddingError(placed.classes(), placed.dimension(), capacity);
        block = new float[stretch];
        scoreDeltas = new float[Blas.lengthFor(capacity, placed.classes())];
    }

    /**
     * Trains block t, counted from 1, whose parameters begin at {@code start}, and returns its loss.
     *
     * @param random the block's own stream
     */
    double learn(int t, float[] parameters, int start, Batch batch, RandomStream random) {
        int rows = batch.size();
        System.arraycopy(parameters, start, block, 0, block.length);
        labels.blur(batch, t - 1, random);
        float[] noisy = labels.values();
        float[] found = pass.train(block, batch.inputs(), noisy, rows, random);
        // Batch normalisation has moved its running statistics.
        System.arraycopy(block, 0, parameters, start, block.length);
        double weight = settings.weight(t);
        double loss = error.lossAndDelta(found, batch, labels.table(), weight, scoreDeltas, labels.tableGradient());
        blockRule.at(parameters, start);
        boolean learned = settings.embedding().isLearned();
        float[] noisyDeltas = learned ? labels.deltas() : null;
        pass.backward(block, batch.inputs(), noisy, scoreDeltas, rows, noisyDeltas, blockRule);
        if (learned) {
            labels.backward(batch, t - 1);
        }
        return loss;
    }
}

package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** The head's part of a step: cross-entropy of its scores of the labels under the noise of step {@code last}. Owns its buffers. */
final class HeadStep {

    private final Embedding embedding;
    private final int last;
    private final Dense head;
    private final NoisyLabels labels;
    private final UpdateRule rule;
    private final float[] scores;
    private final float[] scoreDeltas;
    private final float[] columnSums;

    HeadStep(Embedding embedding, int last, Dense head, NoisyLabels labels, int capacity, UpdateRule rule) {
        this.embedding = embedding;
        this.last = last;
        this.head = head;
        this.labels = labels;
        this.rule = rule;
        scores = new float[Blas.lengthFor(capacity, head.out())];
        scoreDeltas = new float[scores.length];
        columnSums = new float[head.out()];
    }

    /**
     * Trains the head and returns its loss.
     *
     * @param random the stream to draw from
     */
    double learn(float[] parameters, Batch batch, RandomStream random) {
        labels.blur(batch, last, random);
        head.forward(parameters, labels.values(), batch.size(), scores);
        double loss = SoftmaxCrossEntropy.lossAndDelta(scores, batch, head.out(), scoreDeltas);
        if (embedding.isLearned()) {
            head.backward(parameters, scoreDeltas, batch.size(), labels.deltas());
            labels.backward(batch, last);
        }
        head.update(parameters, labels.values(), scoreDeltas, batch.size(), rule, columnSums);
        return loss;
    }
}

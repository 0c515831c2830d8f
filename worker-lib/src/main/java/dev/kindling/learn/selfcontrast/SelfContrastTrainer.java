package dev.kindling.learn.selfcontrast;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;

/** Block after block on positives and negatives stacked {@code [2 batch, width]}, then the head on the positives' features. */
final class SelfContrastTrainer implements Trainer {

    private final UpdateRule rule;
    private final Pass[] blocks;
    private final PairLoss[] losses;
    private final int[] sizes;
    private final int inputSize;
    private final Features.Collected collected;
    private final Dense head;
    private final float[][] standard;
    private final float[] deltas;
    private final float[] logits;
    private final float[] logitDeltas;
    private final float[] columnSums;

    SelfContrastTrainer(SelfContrast settings, PlacedContrast placed, int batchCapacity, UpdateRule rule) {
        this.rule = rule;
        int rows = Math.multiplyExact(2, batchCapacity);
        int count = placed.blocks().size();
        blocks = new Pass[count];
        losses = new PairLoss[count];
        sizes = new int[count];
        standard = new float[count + 1][];
        inputSize = placed.blocks().get(0).input().size();
        standard[0] = new float[Blas.lengthFor(rows, inputSize)];
        for (int b = 0; b < count; b++) {
            Network block = placed.blocks().get(b);
            Shape output = block.output();
            blocks[b] = block.open(rows);
            losses[b] = new PairLoss(settings, output.height() * output.width(), output.channels());
            sizes[b] = output.size();
            standard[b + 1] = new float[Blas.lengthFor(rows, sizes[b])];
        }
        collected = new Features.Collected(placed, batchCapacity);
        head = placed.head();
        deltas = new float[Blas.lengthFor(rows, placed.widest())];
        logits = new float[Blas.lengthFor(batchCapacity, head.out())];
        logitDeltas = new float[logits.length];
        columnSums = new float[head.out()];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        int pairs = batch.size();
        boolean hasOthers = pairs > 1;
        fillPairs(batch, hasOthers ? 1 + random.nextInt(pairs - 1) : 0);
        int rows = hasOthers ? 2 * pairs : pairs;
        double loss = 0;
        for (int b = 0; b < blocks.length; b++) {
            float[] outputs = hasOthers
                    ? blocks[b].train(parameters, standard[b], rows, random)
                    : blocks[b].infer(parameters, standard[b], rows);
            Standard.rows(outputs, rows, sizes[b], 1, standard[b + 1]);
            collected.add(b, parameters, standard[b + 1], pairs);
            if (hasOthers) {
                loss += losses[b].lossAndDelta(outputs, pairs, deltas);
                blocks[b].backward(parameters, standard[b], deltas, rows, null, rule);
            }
        }
        return loss + learnHead(parameters, batch);
    }

    /** Positives 2 x, negatives x + x' with x' the image {@code distance} further on in the batch. */
    private void fillPairs(Batch batch, int distance) {
        int pairs = batch.size();
        float[] values = standard[0];
        Standard.rows(batch.inputs(), pairs, inputSize, 1, values);
        for (int row = 0; row < pairs && distance > 0; row++) {
            int self = row * inputSize;
            int other = (row + distance) % pairs * inputSize;
            int to = (pairs + row) * inputSize;
            for (int i = 0; i < inputSize; i++) {
                values[to + i] = values[self + i] + values[other + i];
            }
        }
        for (int i = 0; i < pairs * inputSize; i++) {
            values[i] *= 2;
        }
    }

    private double learnHead(float[] parameters, Batch batch) {
        int rows = batch.size();
        head.forward(parameters, collected.values(), rows, logits);
        double loss = SoftmaxCrossEntropy.lossAndDelta(logits, batch, head.out(), logitDeltas);
        head.update(parameters, collected.values(), logitDeltas, rows, rule, columnSums);
        return loss;
    }
}

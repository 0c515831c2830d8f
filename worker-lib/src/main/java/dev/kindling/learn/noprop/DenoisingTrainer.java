package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/** Block after block: noise on the labels' embeddings, forward, its loss, back through the block and no further; then the head. */
final class DenoisingTrainer implements Trainer {

    private final NoPropDt settings;
    private final PlacedBlocks placed;
    private final UpdateRule rule;
    private final BlockRule blockRule;
    private final DenoiserPass pass;
    private final EmbeddingError error;
    private final float[] block;
    private final float[] table;
    private final float[] tableGradient;
    private final float[] noisy;
    private final float[] noisyDeltas;
    private final float[] scores;
    private final float[] scoreDeltas;
    private final float[] columnSums;
    private final double[] signals;
    private final double[] weights;

    DenoisingTrainer(NoPropDt settings, PlacedBlocks placed, int capacity, UpdateRule rule) {
        this.settings = settings;
        this.placed = placed;
        this.rule = rule;
        int dimension = placed.head().in();
        int classes = placed.head().out();
        blockRule = new BlockRule(rule);
        pass = new DenoiserPass(placed.block(), capacity);
        error = new EmbeddingError(classes, dimension, capacity);
        block = new float[placed.stretch()];
        table = placed.newTable();
        tableGradient = new float[table.length];
        noisy = new float[Blas.lengthFor(capacity, dimension)];
        noisyDeltas = new float[noisy.length];
        scores = new float[Blas.lengthFor(capacity, classes)];
        scoreDeltas = new float[scores.length];
        columnSums = new float[classes];
        signals = new double[placed.count() + 1];
        Arrays.setAll(signals, t -> settings.schedule().signal(t, placed.count()));
        weights = new double[placed.count() + 1];
        Arrays.setAll(weights, t -> t == 0 ? 0 : settings.weight(t));
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        placed.copyTable(parameters, table);
        Arrays.fill(tableGradient, 0);
        double loss = prior(batch);
        for (int t = 1; t <= placed.count(); t++) {
            loss += learnBlock(t, parameters, batch, random);
        }
        loss += learnHead(parameters, batch, random);
        if (placed.table() != PlacedBlocks.FIXED) {
            rule.vector(parameters, placed.table(), tableGradient, table.length);
        }
        return loss;
    }

    private double learnBlock(int t, float[] parameters, Batch batch, RandomStream random) {
        int start = (t - 1) * placed.stretch();
        int rows = batch.size();
        System.arraycopy(parameters, start, block, 0, block.length);
        blur(batch, signals[t - 1], random);
        float[] found = pass.train(block, batch.inputs(), noisy, rows, random);
        // Batch normalisation has moved its running statistics.
        System.arraycopy(block, 0, parameters, start, block.length);
        double loss = error.lossAndDelta(found, batch, table, weights[t], scoreDeltas, tableGradient);
        blockRule.at(parameters, start);
        boolean learned = settings.embedding().isLearned();
        pass.backward(block, batch.inputs(), noisy, scoreDeltas, rows, learned ? noisyDeltas : null, blockRule);
        if (learned) {
            backThroughNoise(batch, signals[t - 1]);
        }
        return loss;
    }

    private double learnHead(float[] parameters, Batch batch, RandomStream random) {
        Dense head = placed.head();
        double signal = signals[placed.count()];
        blur(batch, signal, random);
        head.forward(parameters, noisy, batch.size(), scores);
        double loss = SoftmaxCrossEntropy.lossAndDelta(scores, batch, head.out(), scoreDeltas);
        if (settings.embedding().isLearned()) {
            head.backward(parameters, scoreDeltas, batch.size(), noisyDeltas);
            backThroughNoise(batch, signal);
        }
        head.update(parameters, noisy, scoreDeltas, batch.size(), rule, columnSums);
        return loss;
    }

    /** z ~ N(sqrt(s) u, 1 - s) of each row's label. */
    private void blur(Batch batch, double signal, RandomStream random) {
        int dimension = placed.head().in();
        double ofEmbedding = Math.sqrt(signal);
        double ofNoise = Math.sqrt(1 - signal);
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                noisy[row * dimension + i] = (float) (ofEmbedding * table[label + i] + ofNoise * random.nextGaussian());
            }
        }
    }

    private void backThroughNoise(Batch batch, double signal) {
        int dimension = placed.head().in();
        float factor = (float) Math.sqrt(signal);
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                tableGradient[label + i] += factor * noisyDeltas[row * dimension + i];
            }
        }
    }

    /** KL(N(sqrt(s) u, 1 - s) || N(0, I)) = (s ||u||² - d s - d log(1 - s)) / 2 with s = s_0, and its gradient by u. */
    private double prior(Batch batch) {
        int dimension = placed.head().in();
        double signal = signals[0];
        double squares = 0;
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = label; i < label + dimension; i++) {
                squares += (double) table[i] * table[i];
                tableGradient[i] += (float) (signal * table[i] / batch.size());
            }
        }
        return (signal * squares - batch.size() * dimension * (signal + StrictMath.log(1 - signal))) / 2;
    }
}

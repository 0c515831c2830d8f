package dev.kindling.learn.sven;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.List;

/** Block after block: forward, deltas of each example's own loss, the weights v of the examples, M' v to the optimiser. */
final class SvenTrainer implements Trainer {

    private static final double SMALLEST_LOSS = 1e-12;

    private final LocalSven settings;
    private final List<LocalSven.Block> blocks;
    private final UpdateRule rule;
    private final GramStep gram;
    private final float[][] outputs;
    private final float[] logits;
    private final float[] readoutDeltas;
    private final float[] layerDeltas;
    private final float[] columnSums;
    private final double[] residuals;

    SvenTrainer(LocalSven settings, List<LocalSven.Block> blocks, int capacity, UpdateRule rule) {
        this.settings = settings;
        this.blocks = blocks;
        this.rule = rule;
        gram = new GramStep(capacity, settings.rank(), settings.tolerance());
        outputs = new float[blocks.size()][];
        int widest = 0;
        for (int l = 0; l < outputs.length; l++) {
            int width = blocks.get(l).layer().out();
            outputs[l] = new float[Blas.lengthFor(capacity, width)];
            widest = Math.max(widest, width);
        }
        int classes = blocks.get(0).readout().out();
        logits = new float[Blas.lengthFor(capacity, classes)];
        readoutDeltas = new float[logits.length];
        layerDeltas = new float[Blas.lengthFor(capacity, widest)];
        columnSums = new float[Math.max(widest, classes)];
        residuals = new double[capacity];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        double loss = 0;
        float[] inputs = batch.inputs();
        for (int l = 0; l < outputs.length; l++) {
            loss += learn(l, parameters, inputs, batch);
            inputs = outputs[l];
        }
        return loss;
    }

    /** The outputs that the next block gets are those before the step. */
    private double learn(int l, float[] parameters, float[] inputs, Batch batch) {
        int rows = batch.size();
        Dense layer = blocks.get(l).layer();
        Dense readout = blocks.get(l).readout();
        layer.forward(parameters, inputs, rows, outputs[l]);
        Activation.RELU.apply(outputs[l], rows * layer.out());
        readout.forward(parameters, outputs[l], rows, logits);
        double loss = residuals(batch, readout.out());
        readout.backward(parameters, readoutDeltas, rows, layerDeltas);
        Activation.RELU.gradient(outputs[l], layerDeltas, rows * layer.out());
        gram.begin(rows);
        gram.add(inputs, layer.in(), layerDeltas, layer.out());
        gram.add(outputs[l], readout.in(), readoutDeltas, readout.out());
        double[] weights = gram.weights(residuals);
        weigh(weights, rows, layerDeltas, layer.out());
        weigh(weights, rows, readoutDeltas, readout.out());
        layer.update(parameters, inputs, layerDeltas, rows, rule, columnSums);
        readout.update(parameters, outputs[l], readoutDeltas, rows, rule, columnSums);
        return loss;
    }

    /** R_a, and its gradient by the logits, (kappa / 2) loss^(kappa / 2 - 1) (p - onehot); the sum of the losses comes back. */
    private double residuals(Batch batch, int classes) {
        double power = settings.kappa() / 2;
        double sum = 0;
        for (int row = 0; row < batch.size(); row++) {
            int from = row * classes;
            int label = from + batch.label(row);
            double logSum = SoftmaxCrossEntropy.softmaxRow(logits, from, classes, readoutDeltas);
            double loss = Math.max(0, logSum - logits[label]);
            sum += loss;
            readoutDeltas[label] -= 1;
            residuals[row] = power == 1 ? loss : StrictMath.pow(loss, power);
            // An example without loss has a root without slope; its row stays out.
            double slope = power == 1 ? 1 : loss < SMALLEST_LOSS ? 0 : power * StrictMath.pow(loss, power - 1);
            for (int c = from; c < from + classes; c++) {
                readoutDeltas[c] *= (float) slope;
            }
        }
        return sum;
    }

    private static void weigh(double[] weights, int rows, float[] deltas, int width) {
        for (int row = 0; row < rows; row++) {
            float weight = (float) weights[row];
            for (int i = row * width; i < (row + 1) * width; i++) {
                deltas[i] *= weight;
            }
        }
    }
}

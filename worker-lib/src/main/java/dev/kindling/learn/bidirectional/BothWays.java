package dev.kindling.learn.bidirectional;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;
import java.util.List;

/** A step up, then one down. Images of one class have one drawing, so that the way down takes as many rows as there are classes. */
final class BothWays implements Trainer {

    private final SharedLayers shared;
    private final List<Dense> layers;
    private final double weight;
    private final UpdateRule rule;
    private final UpwardPass up;
    private final DownwardPass down;
    private final float[][] upDeltas;
    private final float[][] downDeltas;
    private final float[] columnSums;
    private final int[] counts;

    BothWays(SharedLayers shared, double weight, int capacity, UpdateRule rule) {
        this.shared = shared;
        this.layers = shared.layers();
        this.weight = weight;
        this.rule = rule;
        up = new UpwardPass(shared, capacity);
        down = new DownwardPass(shared);
        upDeltas = new float[layers.size()][];
        downDeltas = new float[layers.size()][];
        int widest = 0;
        for (int l = 0; l < upDeltas.length; l++) {
            Dense layer = layers.get(l);
            upDeltas[l] = new float[Blas.lengthFor(capacity, layer.out())];
            downDeltas[l] = new float[Blas.lengthFor(shared.classes(), layer.in())];
            widest = Math.max(widest, Math.max(layer.in(), layer.out()));
        }
        columnSums = new float[widest];
        counts = new int[shared.classes()];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        double loss = classify(parameters, batch);
        if (weight == 0) {
            return loss;
        }
        Bidirectional.requirePixels(batch, layers.get(0).in());
        rule.beginStep(rateFactor);
        return loss + weight * draw(parameters, batch);
    }

    private double classify(float[] parameters, Batch batch) {
        int rows = batch.size();
        int last = layers.size() - 1;
        float[] logits = up.run(parameters, batch.inputs(), rows);
        double loss = SoftmaxCrossEntropy.lossAndDelta(logits, batch, shared.classes(), upDeltas[last]);
        for (int l = last; l >= 0; l--) {
            Dense layer = layers.get(l);
            if (l > 0) {
                // Before the update: the gradient belongs to the weights that made the outputs.
                layer.backward(parameters, upDeltas[l], rows, upDeltas[l - 1]);
                Activation.SIGMOID.gradient(up.output(l - 1), upDeltas[l - 1], rows * layer.in());
            }
            layer.update(parameters, l > 0 ? up.output(l - 1) : batch.inputs(), upDeltas[l], rows, rule, columnSums);
        }
        return loss;
    }

    private double draw(float[] parameters, Batch batch) {
        double loss = pixelDeltas(down.run(parameters), batch);
        int classes = shared.classes();
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            if (l + 1 < layers.size()) {
                Blas.multiply(
                        classes,
                        layer.out(),
                        layer.in(),
                        1,
                        downDeltas[l],
                        0,
                        parameters,
                        layer.weightOffset(),
                        0,
                        downDeltas[l + 1],
                        0);
                Activation.SIGMOID.gradient(down.value(l + 1), downDeltas[l + 1], classes * layer.out());
            }
            rule.product(
                    parameters,
                    layer.weightOffset(),
                    downDeltas[l],
                    down.value(l + 1),
                    classes,
                    layer.in(),
                    layer.out());
            Blas.columnSums(classes, layer.in(), downDeltas[l], columnSums);
            rule.vector(parameters, shared.drawingBiases().get(l), columnSums, layer.in());
        }
        return loss;
    }

    /**
     * Writes the gradient of the weighted mean loss by the sums o, (n_c sigmoid(o_c) - sum of c's images) / rows, and returns the loss
     * summed over the batch: of a pixel x it is log(1 + exp(o)) - o x.
     */
    private double pixelDeltas(float[] sums, Batch batch) {
        int size = layers.get(0).in();
        float[] deltas = downDeltas[0];
        Arrays.fill(deltas, 0, counts.length * size, 0);
        Arrays.fill(counts, 0);
        double loss = 0;
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row);
            counts[label]++;
            for (int i = 0; i < size; i++) {
                float pixel = batch.inputs()[row * size + i];
                deltas[label * size + i] -= pixel;
                loss -= (double) sums[label * size + i] * pixel;
            }
        }
        float perRow = (float) (weight / batch.size());
        for (int c = 0; c < counts.length; c++) {
            for (int i = c * size; i < (c + 1) * size; i++) {
                double power = StrictMath.exp(-Math.abs(sums[i]));
                loss += counts[c] * (Math.max(sums[i], 0) + StrictMath.log1p(power));
                double sigmoid = sums[i] >= 0 ? 1 / (1 + power) : power / (1 + power);
                deltas[i] = (float) (perRow * (counts[c] * sigmoid + deltas[i]));
            }
        }
        return loss;
    }
}

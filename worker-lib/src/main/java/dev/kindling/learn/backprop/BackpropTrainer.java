package dev.kindling.learn.backprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.List;

/** One forward and one backward pass a step. */
final class BackpropTrainer implements Trainer {

    private final List<Dense> layers;
    private final Activation activation;
    private final UpdateRule rule;
    private final OutputLoss loss;
    private final ForwardPass forward;
    private final float[][] deltas;
    private final float[] columnSums;

    BackpropTrainer(List<Dense> layers, Activation activation, int batchCapacity, UpdateRule rule, OutputLoss loss) {
        this.layers = layers;
        this.activation = activation;
        this.rule = rule;
        this.loss = loss;
        this.forward = new ForwardPass(layers, activation, batchCapacity);
        this.deltas = new float[layers.size()][];
        int widest = 0;
        for (int l = 0; l < deltas.length; l++) {
            deltas[l] = new float[Blas.lengthFor(batchCapacity, layers.get(l).out())];
            widest = Math.max(widest, layers.get(l).out());
        }
        this.columnSums = new float[widest];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        int rows = batch.size();
        int last = layers.size() - 1;
        float[] logits = forward.run(parameters, batch.inputs(), rows);
        double summed = loss.lossAndDelta(logits, batch, layers.get(last).out(), deltas[last]);
        rule.beginStep(rateFactor);
        for (int l = last; l >= 0; l--) {
            Dense layer = layers.get(l);
            if (l > 0) {
                // Before the update: the gradient belongs to the weights that made the outputs.
                layer.backward(parameters, deltas[l], rows, deltas[l - 1]);
                activation.gradient(forward.output(l - 1), deltas[l - 1], rows * layer.in());
            }
            float[] inputs = l > 0 ? forward.output(l - 1) : batch.inputs();
            layer.update(parameters, inputs, deltas[l], rows, rule, columnSums);
        }
        return summed;
    }
}

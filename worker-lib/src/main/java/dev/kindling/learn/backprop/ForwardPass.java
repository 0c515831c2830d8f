package dev.kindling.learn.backprop;

import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;
import java.util.List;

/** Runs a batch through dense layers with ReLU between them and keeps every layer's output. */
final class ForwardPass {

    private final List<Dense> layers;
    private final Activation activation;
    private final float[][] outputs;

    ForwardPass(List<Dense> layers, Activation activation, int batchCapacity) {
        this.layers = layers;
        this.activation = activation;
        this.outputs = new float[layers.size()][];
        for (int l = 0; l < outputs.length; l++) {
            outputs[l] = new float[Blas.lengthFor(batchCapacity, layers.get(l).out())];
        }
    }

    /** The last layer's outputs {@code [rows, out]}, without activation; valid until the next run. */
    float[] run(float[] parameters, float[] inputs, int rows) {
        float[] values = inputs;
        for (int l = 0; l < outputs.length; l++) {
            Dense layer = layers.get(l);
            layer.forward(parameters, values, rows, outputs[l]);
            if (l + 1 < outputs.length) {
                activation.apply(outputs[l], rows * layer.out());
            }
            values = outputs[l];
        }
        return values;
    }

    /** Layer {@code l}'s output of the last run, after its activation. */
    float[] output(int l) {
        return outputs[l];
    }
}

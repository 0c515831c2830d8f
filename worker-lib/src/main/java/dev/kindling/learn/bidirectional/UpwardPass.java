package dev.kindling.learn.bidirectional;

import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;
import java.util.List;

/** From images to the sums of the classes. Owns its buffers. */
final class UpwardPass {

    private final List<Dense> layers;
    private final float[][] outputs;

    UpwardPass(SharedLayers shared, int capacity) {
        layers = shared.layers();
        outputs = new float[layers.size()][];
        for (int l = 0; l < outputs.length; l++) {
            outputs[l] = new float[Blas.lengthFor(capacity, layers.get(l).out())];
        }
    }

    float[] run(float[] parameters, float[] inputs, int rows) {
        return run(parameters, inputs, rows, false);
    }

    /** A row's bits do not depend on the others. */
    float[] infer(float[] parameters, float[] inputs, int rows) {
        return run(parameters, inputs, rows, true);
    }

    private float[] run(float[] parameters, float[] inputs, int rows, boolean byRow) {
        float[] values = inputs;
        for (int l = 0; l < outputs.length; l++) {
            Dense layer = layers.get(l);
            if (byRow) {
                layer.forwardByRow(parameters, values, rows, outputs[l]);
            } else {
                layer.forward(parameters, values, rows, outputs[l]);
            }
            if (l + 1 < outputs.length) {
                Activation.SIGMOID.apply(outputs[l], rows * layer.out());
            }
            values = outputs[l];
        }
        return values;
    }

    /** Layer {@code l}'s outputs of the last run. */
    float[] output(int l) {
        return outputs[l];
    }
}

package dev.kindling.learn.bidirectional;

import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;
import java.util.List;

/** From all classes at once, one row each, to the sums of their pixels. Owns its buffers. */
final class DownwardPass {

    private final SharedLayers shared;
    private final List<Dense> layers;
    private final int classes;
    private final float[][] values;

    DownwardPass(SharedLayers shared) {
        this.shared = shared;
        layers = shared.layers();
        classes = shared.classes();
        values = new float[layers.size() + 1][];
        values[layers.size()] = new float[Blas.lengthFor(classes, classes)];
        for (int l = 0; l < layers.size(); l++) {
            values[l] = new float[Blas.lengthFor(classes, layers.get(l).in())];
        }
        for (int c = 0; c < classes; c++) {
            values[layers.size()][c * classes + c] = 1;
        }
    }

    /** g_0 before its sigmoid, {@code [classes, inputs]}. */
    float[] run(float[] parameters) {
        for (int l = layers.size() - 1; l >= 0; l--) {
            Dense layer = layers.get(l);
            for (int c = 0; c < classes; c++) {
                System.arraycopy(parameters, shared.drawingBiases().get(l), values[l], c * layer.in(), layer.in());
            }
            Blas.multiplyTransposedRight(
                    classes,
                    layer.in(),
                    layer.out(),
                    1,
                    values[l + 1],
                    0,
                    parameters,
                    layer.weightOffset(),
                    1,
                    values[l],
                    0);
            if (l > 0) {
                Activation.SIGMOID.apply(values[l], classes * layer.in());
            }
        }
        return values[0];
    }

    /** g_l of the last run, {@code [classes, d_l]}. */
    float[] value(int l) {
        return values[l];
    }
}

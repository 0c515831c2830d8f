package dev.kindling.learn.countercurrent;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;
import java.util.List;

/** The forward network's scores; a row's bits do not depend on its batch. */
final class ForwardClassifier implements Classifier {

    private final List<Dense> layers;
    private final float[][] outputs;

    ForwardClassifier(List<Dense> layers, int capacity) {
        this.layers = layers;
        this.outputs = new float[layers.size()][];
        for (int l = 0; l < outputs.length; l++) {
            outputs[l] = new float[Blas.lengthFor(capacity, layers.get(l).out())];
        }
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        float[] values = batch.inputs();
        for (int l = 0; l < outputs.length; l++) {
            Dense layer = layers.get(l);
            layer.forwardByRow(parameters, values, batch.size(), outputs[l]);
            if (l + 1 < outputs.length) {
                Elu.apply(outputs[l], batch.size() * layer.out());
            }
            values = outputs[l];
        }
        System.arraycopy(
                values,
                0,
                scores,
                0,
                batch.size() * layers.get(layers.size() - 1).out());
    }
}

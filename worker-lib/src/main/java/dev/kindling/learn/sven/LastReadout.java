package dev.kindling.learn.sven;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.nn.Activation;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;
import java.util.List;

/** All layers, then the last classifier; a row's bits do not depend on its batch. */
final class LastReadout implements Classifier {

    private final List<LocalSven.Block> blocks;
    private final float[][] outputs;
    private final float[] logits;

    LastReadout(List<LocalSven.Block> blocks, int capacity) {
        this.blocks = blocks;
        outputs = new float[blocks.size()][];
        for (int l = 0; l < outputs.length; l++) {
            outputs[l] =
                    new float[Blas.lengthFor(capacity, blocks.get(l).layer().out())];
        }
        logits = new float[Blas.lengthFor(capacity, last().out())];
    }

    private Dense last() {
        return blocks.get(blocks.size() - 1).readout();
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        float[] values = batch.inputs();
        for (int l = 0; l < outputs.length; l++) {
            Dense layer = blocks.get(l).layer();
            layer.forwardByRow(parameters, values, batch.size(), outputs[l]);
            Activation.RELU.apply(outputs[l], batch.size() * layer.out());
            values = outputs[l];
        }
        last().forwardByRow(parameters, values, batch.size(), logits);
        System.arraycopy(logits, 0, scores, 0, batch.size() * last().out());
    }
}

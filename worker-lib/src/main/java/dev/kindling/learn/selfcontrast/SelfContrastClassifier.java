package dev.kindling.learn.selfcontrast;

import dev.kindling.data.Batch;
import dev.kindling.learn.Classifier;
import dev.kindling.nn.Dense;
import dev.kindling.tensor.Blas;

/** The head's logits. */
final class SelfContrastClassifier implements Classifier {

    private final Features features;
    private final Dense head;
    private final float[] logits;

    SelfContrastClassifier(PlacedContrast placed, int batchCapacity) {
        features = new Features(placed, batchCapacity);
        head = placed.head();
        logits = new float[Blas.lengthFor(batchCapacity, head.out())];
    }

    @Override
    public void scores(float[] parameters, Batch batch, float[] scores) {
        int rows = batch.size();
        head.forwardByRow(parameters, features.of(parameters, batch.inputs(), rows), rows, logits);
        System.arraycopy(logits, 0, scores, 0, rows * head.out());
    }
}

package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.network.Pass;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UnitRows;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** Cosines, the margin taken off the true class's, and their cross-entropy; features and prototypes both learn. */
final class DistancePass implements LocalLossPass {

    private final Distance.Placed placed;
    private final Pass auxiliary;
    private final UnitRows featureUnits;
    private final UnitRows prototypeUnits;
    private final float[] logits;
    private final float[] logitDeltas;
    private final float[] featureDeltas;
    private final float[] prototypeDeltas;

    DistancePass(Distance.Placed placed, int capacity) {
        this.placed = placed;
        auxiliary = placed.auxiliary().open(capacity);
        featureUnits = new UnitRows(capacity, placed.width());
        prototypeUnits = new UnitRows(placed.classes(), placed.width());
        logits = new float[Blas.lengthFor(capacity, placed.classes())];
        logitDeltas = new float[logits.length];
        featureDeltas = new float[Blas.lengthFor(capacity, placed.width())];
        prototypeDeltas = new float[Blas.lengthFor(placed.classes(), placed.width())];
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        int rows = batch.size();
        int classes = placed.classes();
        int width = placed.width();
        float scale = placed.scale();
        float[] features = featureUnits.of(auxiliary.train(parameters, outputs, rows, random), 0, rows);
        float[] units = prototypeUnits.of(parameters, placed.prototypes(), classes);
        Blas.multiplyTransposedRight(rows, classes, width, scale, features, 0, units, 0, 0, logits, 0);
        for (int row = 0; row < rows; row++) {
            logits[row * classes + batch.label(row)] -= scale * placed.margin();
        }
        double loss = SoftmaxCrossEntropy.lossAndDelta(logits, batch, classes, logitDeltas);
        Blas.multiply(rows, width, classes, scale, logitDeltas, 0, units, 0, 0, featureDeltas, 0);
        Blas.multiplyTransposedLeft(classes, width, rows, scale, logitDeltas, 0, features, 0, 0, prototypeDeltas, 0);
        featureUnits.back(featureDeltas, rows);
        prototypeUnits.back(prototypeDeltas, classes);
        rule.vector(parameters, placed.prototypes(), prototypeDeltas, classes * width);
        auxiliary.backward(parameters, outputs, featureDeltas, rows, outputDeltas, rule);
        return loss;
    }

    /** Row by row as double: a product of matrices may round a row by its place. */
    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        int classes = placed.classes();
        int width = placed.width();
        float[] features = featureUnits.of(auxiliary.infer(parameters, outputs, rows), 0, rows);
        float[] units = prototypeUnits.of(parameters, placed.prototypes(), classes);
        for (int i = 0; i < rows * classes; i++) {
            int feature = i / classes * width;
            int prototype = i % classes * width;
            double cosine = 0;
            for (int j = 0; j < width; j++) {
                cosine += (double) features[feature + j] * units[prototype + j];
            }
            scores[i] = (float) (placed.scale() * cosine);
        }
    }
}

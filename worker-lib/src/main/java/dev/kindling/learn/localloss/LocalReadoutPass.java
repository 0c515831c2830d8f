package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.network.Pass;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** Softmax cross-entropy of the classifier. */
final class LocalReadoutPass implements LocalLossPass {

    private final Dense classifier;
    private final Pass auxiliary;
    private final float[] logits;
    private final float[] logitDeltas;
    private final float[] auxiliaryDeltas;
    private final float[] columnSums;

    LocalReadoutPass(LocalReadout placed, int capacity) {
        classifier = placed.classifier();
        auxiliary = placed.auxiliary().open(capacity);
        logits = new float[Blas.lengthFor(capacity, classifier.out())];
        logitDeltas = new float[logits.length];
        auxiliaryDeltas = new float[Blas.lengthFor(capacity, classifier.in())];
        columnSums = new float[classifier.out()];
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        return learn(parameters, outputs, batch, 1, outputDeltas, rule, random);
    }

    /** The same with the loss times {@code factor}. */
    double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float factor,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        int rows = batch.size();
        float[] read = auxiliary.train(parameters, outputs, rows, random);
        classifier.forward(parameters, read, rows, logits);
        double loss = SoftmaxCrossEntropy.lossAndDelta(logits, batch, classifier.out(), logitDeltas);
        for (int i = 0; i < rows * classifier.out(); i++) {
            logitDeltas[i] *= factor;
        }
        // Before the update: the gradient belongs to the weights that made the scores.
        classifier.backward(parameters, logitDeltas, rows, auxiliaryDeltas);
        classifier.update(parameters, read, logitDeltas, rows, rule, columnSums);
        auxiliary.backward(parameters, outputs, auxiliaryDeltas, rows, outputDeltas, rule);
        return factor * loss;
    }

    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        float[] read = auxiliary.infer(parameters, outputs, rows);
        classifier.forwardByRow(parameters, read, rows, logits);
        System.arraycopy(logits, 0, scores, 0, rows * classifier.out());
    }
}

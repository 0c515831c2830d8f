package dev.kindling.continual.strategy;

import dev.kindling.data.Batch;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.SoftmaxCrossEntropy;

/** Cross-entropy with the labels and, at a temperature, with a teacher's probabilities (Hinton, Vinyals, Dean 2015). */
final class Distillation implements OutputLoss {

    private final Teacher teacher;
    private final double temperature;
    private float[] cool = {};
    private float[] wanted = {};
    private float[] given = {};

    Distillation(Teacher teacher, double temperature) {
        this.teacher = teacher;
        this.temperature = temperature;
    }

    @Override
    public double lossAndDelta(float[] outputs, Batch batch, int classes, float[] delta) {
        double old = (double) teacher.experiences() / (teacher.experiences() + 1);
        double loss = (1 - old) * SoftmaxCrossEntropy.lossAndDelta(outputs, batch, classes, delta);
        float[] said = teacher.outputs(batch);
        room(batch.capacity() * classes);
        for (int row = 0; row < batch.size(); row++) {
            int from = row * classes;
            soften(said, from, classes, wanted);
            double logSum = soften(outputs, from, classes, given);
            for (int c = from; c < from + classes; c++) {
                loss += old * temperature * temperature * wanted[c] * (logSum - cool[c]);
                // The slope of T² x cross-entropy at z / T.
                double pull = old * temperature * (given[c] - wanted[c]) / batch.size();
                delta[c] = (float) ((1 - old) * delta[c] + pull);
            }
        }
        return loss;
    }

    private double soften(float[] outputs, int from, int classes, float[] probabilities) {
        for (int c = from; c < from + classes; c++) {
            cool[c] = (float) (outputs[c] / temperature);
        }
        return SoftmaxCrossEntropy.softmaxRow(cool, from, classes, probabilities);
    }

    private void room(int size) {
        if (cool.length < size) {
            cool = new float[size];
            wanted = new float[size];
            given = new float[size];
        }
    }
}

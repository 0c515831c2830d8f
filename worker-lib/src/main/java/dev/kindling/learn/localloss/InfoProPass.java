package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;

/** The classifier, then the image drawn. */
final class InfoProPass implements LocalLossPass {

    private final InfoPro.Placed placed;
    private final LocalReadoutPass readout;
    private final Pass decoder;
    private final boolean isOfMaps;
    private final int outputSize;
    private final float[] drawnDeltas;
    private final float[] decoderDeltas;

    InfoProPass(InfoPro.Placed placed, int capacity) {
        this.placed = placed;
        readout = placed.readout().open(capacity);
        decoder = placed.decoder().open(capacity);
        Shape maps = placed.decoder().input();
        isOfMaps = maps.height() * maps.width() > 1;
        outputSize = maps.size();
        drawnDeltas = new float[Blas.lengthFor(capacity, placed.image().size())];
        decoderDeltas = new float[Blas.lengthFor(capacity, outputSize)];
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        double loss = readout.learn(parameters, outputs, batch, (float) placed.task(), outputDeltas, rule, random);
        if (placed.reconstruction() == 0) {
            return loss;
        }
        float[] drawn = decoder.train(parameters, outputs, batch.size(), random);
        loss += compare(drawn, batch);
        decoder.backward(parameters, outputs, drawnDeltas, batch.size(), decoderDeltas, rule);
        for (int i = 0; i < batch.size() * outputSize; i++) {
            outputDeltas[i] += decoderDeltas[i];
        }
        return loss;
    }

    /** Writes the gradient of the mean over rows and values, sigmoid(o) - x, and returns the loss times the rows. */
    private double compare(float[] drawn, Batch batch) {
        int size = placed.image().size();
        double perValue = placed.reconstruction() / size;
        double loss = 0;
        for (int row = 0; row < batch.size(); row++) {
            for (int i = 0; i < size; i++) {
                float sum = drawn[row * size + i];
                double value = Math.min(Math.max(batch.inputs()[row * size + place(i)], 0), 1);
                double power = StrictMath.exp(-Math.abs(sum));
                loss += Math.max(sum, 0) + StrictMath.log1p(power) - sum * value;
                double sigmoid = sum >= 0 ? 1 / (1 + power) : power / (1 + power);
                drawnDeltas[row * size + i] = (float) (perValue * (sigmoid - value) / batch.size());
            }
        }
        return perValue * loss;
    }

    /** Where the image has what the decoder draws as value i: maps have channels last, images first. */
    private int place(int i) {
        int channels = placed.image().channels();
        int positions = placed.image().size() / channels;
        return isOfMaps ? i % channels * positions + i / channels : i;
    }

    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        readout.scores(parameters, outputs, rows, scores);
    }
}

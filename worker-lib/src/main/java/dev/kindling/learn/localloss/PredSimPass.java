package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import dev.kindling.tensor.Shape;

/** Both sides of the loss, one after the other. */
final class PredSimPass implements LocalLossPass {

    private final float beta;
    private final LocalReadoutPass readout;
    private final Pass transform;
    private final Deviations deviations;
    private final Similarity similarity;
    private final boolean areMaps;
    private final int outputSize;
    private final float[] deviationDeltas;
    private final float[] transformDeltas;
    private final float[] similarityDeltas;

    PredSimPass(PredSim.Placed placed, int capacity) {
        Shape maps = placed.transform().output();
        beta = (float) placed.beta();
        readout = placed.readout().open(capacity);
        transform = placed.transform().open(capacity);
        areMaps = maps.height() * maps.width() > 1;
        outputSize = placed.transform().input().size();
        deviations = new Deviations(maps.height() * maps.width(), maps.channels(), capacity);
        similarity = new Similarity(capacity, areMaps ? maps.channels() : maps.size(), placed.classes());
        deviationDeltas = new float[areMaps ? Blas.lengthFor(capacity, maps.channels()) : 0];
        transformDeltas = new float[Blas.lengthFor(capacity, maps.size())];
        similarityDeltas = new float[Blas.lengthFor(capacity, outputSize)];
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        double loss = readout.learn(parameters, outputs, batch, 1 - beta, outputDeltas, rule, random);
        float[] transformed = transform.train(parameters, outputs, batch.size(), random);
        loss += compare(transformed, batch);
        transform.backward(parameters, outputs, transformDeltas, batch.size(), similarityDeltas, rule);
        for (int i = 0; i < batch.size() * outputSize; i++) {
            outputDeltas[i] += similarityDeltas[i];
        }
        return loss;
    }

    private double compare(float[] transformed, Batch batch) {
        if (!areMaps) {
            return similarity.lossAndDelta(transformed, batch, beta, transformDeltas);
        }
        float[] spread = deviations.of(transformed, batch.size());
        double loss = similarity.lossAndDelta(spread, batch, beta, deviationDeltas);
        deviations.backward(transformed, deviationDeltas, batch.size(), transformDeltas);
        return loss;
    }

    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        readout.scores(parameters, outputs, rows, scores);
    }
}

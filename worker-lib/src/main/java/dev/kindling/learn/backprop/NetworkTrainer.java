package dev.kindling.learn.backprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Pass;
import dev.kindling.nn.OutputLoss;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** One way through all layers and back a step. */
final class NetworkTrainer implements Trainer {

    private final HeadedNetwork placed;
    private final UpdateRule rule;
    private final OutputLoss loss;
    private final Pass pass;
    private final float[] logits;
    private final float[] logitDeltas;
    private final float[] featureDeltas;
    private final float[] columnSums;

    NetworkTrainer(HeadedNetwork placed, int batchCapacity, UpdateRule rule, OutputLoss loss) {
        this.placed = placed;
        this.rule = rule;
        this.loss = loss;
        this.pass = placed.network().open(batchCapacity);
        this.logits = new float[Blas.lengthFor(batchCapacity, placed.classes())];
        this.logitDeltas = new float[logits.length];
        this.featureDeltas = new float[Blas.lengthFor(batchCapacity, placed.features())];
        this.columnSums = new float[placed.classes()];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        int rows = batch.size();
        float[] features = pass.train(parameters, batch.inputs(), rows, random);
        placed.head().forward(parameters, features, rows, logits);
        double summed = loss.lossAndDelta(logits, batch, placed.classes(), logitDeltas);
        rule.beginStep(rateFactor);
        // Before the update: the gradient belongs to the weights that made the outputs.
        placed.head().backward(parameters, logitDeltas, rows, featureDeltas);
        placed.head().update(parameters, features, logitDeltas, rows, rule, columnSums);
        pass.backward(parameters, batch.inputs(), featureDeltas, rows, null, rule);
        return summed;
    }
}

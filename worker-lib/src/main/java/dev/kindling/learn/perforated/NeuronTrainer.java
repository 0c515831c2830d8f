package dev.kindling.learn.perforated;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;

/** Backpropagation of softmax cross-entropy to neurons and to what they hear of their dendrites. */
final class NeuronTrainer implements Trainer {

    private final GrownNetwork network;
    private final GrownPass pass;
    private final UpdateRule rule;

    NeuronTrainer(GrownNetwork network, int capacity, UpdateRule rule) {
        this.network = network;
        this.pass = new GrownPass(network, capacity);
        this.rule = rule;
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        float[] scores = pass.train(parameters, batch.inputs(), batch.size());
        double loss = SoftmaxCrossEntropy.lossAndDelta(scores, batch, network.classes(), pass.deltas(network.hidden()));
        rule.beginStep(rateFactor);
        pass.backward(parameters, batch.size(), rule);
        return loss;
    }
}

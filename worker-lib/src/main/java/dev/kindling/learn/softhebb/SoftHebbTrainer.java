package dev.kindling.learn.softhebb;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Pass;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.List;

/** Layer after layer forward, each moved by its own competition; then the classifier. */
final class SoftHebbTrainer implements Trainer {

    private final Dense head;
    private final UpdateRule rule;
    private final Stage[] stages;
    private final Pass last;
    private final float[] logits;
    private final float[] logitDeltas;
    private final float[] columnSums;

    SoftHebbTrainer(SoftHebb settings, HebbianLayers layers, int capacity, UpdateRule rule) {
        this.head = layers.head();
        this.rule = rule;
        List<HebbianLayers.Stage> all = layers.stages();
        stages = new Stage[all.size()];
        for (int l = 0; l < stages.length; l++) {
            stages[l] = new Stage(settings, all.get(l), capacity, rule);
        }
        last = layers.last().open(capacity);
        logits = new float[Blas.lengthFor(capacity, head.out())];
        logitDeltas = new float[logits.length];
        columnSums = new float[head.out()];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        int rows = batch.size();
        rule.beginStep(rateFactor);
        float[] values = batch.inputs();
        for (Stage stage : stages) {
            values = stage.learn(parameters, values, rows, random);
        }
        float[] features = last.train(parameters, values, rows, random);
        head.forward(parameters, features, rows, logits);
        double loss = SoftmaxCrossEntropy.lossAndDelta(logits, batch, head.out(), logitDeltas);
        head.update(parameters, features, logitDeltas, rows, rule, columnSums);
        return loss;
    }

    private static final class Stage {

        private final Pass before;
        private final Pass convolution;
        private final Pass behind;
        private final Competition competition;
        private final int places;

        Stage(SoftHebb settings, HebbianLayers.Stage stage, int capacity, UpdateRule rule) {
            before = stage.before().open(capacity);
            convolution = stage.convolution().open(capacity);
            behind = stage.behind().open(capacity);
            int channels = stage.convolution().output().channels();
            places = stage.convolution().output().size() / channels;
            int weights = settings.kernel()
                    * settings.kernel()
                    * stage.before().output().channels()
                    * channels;
            competition = new Competition(settings, channels, weights, capacity * places, rule);
        }

        /** The outputs are those before the step. */
        float[] learn(float[] parameters, float[] inputs, int rows, RandomStream random) {
            float[] normalised = before.train(parameters, inputs, rows, random);
            float[] activities = convolution.train(parameters, normalised, rows, random);
            float[] outputs = behind.train(parameters, activities, rows, random);
            float[] deltas = competition.compete(activities, rows * places);
            convolution.backward(parameters, normalised, deltas, rows, null, competition);
            return outputs;
        }
    }
}

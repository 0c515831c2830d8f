package dev.kindling.learn.prototypical;

import dev.kindling.data.Batch;
import dev.kindling.fault.UserMistake;
import dev.kindling.learn.Trainer;
import dev.kindling.network.Network;
import dev.kindling.network.Pass;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** One episode a step. */
final class EpisodeTrainer implements Trainer {

    private final int shots;
    private final UpdateRule rule;
    private final Pass pass;
    private final EpisodeLoss loss;
    private final float[] deltas;

    EpisodeTrainer(Network encoder, int shots, int capacity, UpdateRule rule) {
        this.shots = shots;
        this.rule = rule;
        pass = encoder.open(capacity);
        loss = new EpisodeLoss(capacity, encoder.output().size());
        deltas = new float[Blas.lengthFor(capacity, encoder.output().size())];
    }

    /** The loss is that of the queries times rows by queries, so that by row it is the mean loss of a query. */
    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        int rows = batch.size();
        int perClass = perClass(batch);
        int ways = rows / perClass;
        float[] embeddings = pass.train(parameters, batch.inputs(), rows, random);
        double sum = loss.lossAndDelta(embeddings, ways, shots, perClass, deltas);
        rule.beginStep(rateFactor);
        pass.backward(parameters, batch.inputs(), deltas, rows, null, rule);
        return sum * rows / (rows - ways * shots);
    }

    /** Rows of a class, which lie one behind another, as many for each. */
    private int perClass(Batch batch) {
        int perClass = 1;
        while (perClass < batch.size() && batch.label(perClass) == batch.label(0)) {
            perClass++;
        }
        boolean episode = perClass > shots && batch.size() >= 2 * perClass && batch.size() % perClass == 0;
        for (int row = 0; episode && row < batch.size(); row++) {
            episode = batch.label(row) == batch.label(row - row % perClass);
        }
        if (!episode) {
            throw new UserMistake(
                    "learner prototypical: expected a batch of two classes or more with as many examples each,"
                            + " more than shots = " + shots + ", but its first class has " + perClass + " of "
                            + batch.size()
                            + "; set algorithm.type = episodes");
        }
        return perClass;
    }
}

package dev.kindling.learn.noprop;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;

/** A step of NoProp-FM: a time, noise and a point between noise and label for each example, forth, back, and on to the embeddings. */
final class FlowTrainer implements Trainer {

    private final NoPropFm settings;
    private final NoPropFm.Placed placed;
    private final UpdateRule rule;
    private final TimedPass pass;
    private final int dimension;
    private final int classes;
    private final float[] table;
    private final float[] tableGradient;
    private final double[] times;
    private final float[] starts;
    private final float[] points;
    private final float[] pointDeltas;
    private final float[] velocityDeltas;
    private final float[] reached;
    private final float[] reachedDeltas;
    private final float[] scores;
    private final float[] scoreDeltas;

    FlowTrainer(NoPropFm settings, NoPropFm.Placed placed, int capacity, UpdateRule rule) {
        this.settings = settings;
        this.placed = placed;
        this.rule = rule;
        dimension = placed.embeddings().dimension();
        classes = placed.embeddings().classes();
        pass = new TimedPass(placed.network(), capacity);
        table = placed.embeddings().newTable();
        tableGradient = new float[table.length];
        times = new double[capacity];
        starts = new float[Blas.lengthFor(capacity, dimension)];
        points = new float[starts.length];
        pointDeltas = new float[starts.length];
        velocityDeltas = new float[starts.length];
        reached = new float[starts.length];
        reachedDeltas = new float[starts.length];
        scores = new float[Math.multiplyExact(capacity, classes)];
        scoreDeltas = new float[scores.length];
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        placed.embeddings().copy(parameters, table);
        Arrays.fill(tableGradient, 0);
        int rows = batch.size();
        place(batch, random);
        float[] velocities = pass.train(parameters, batch.inputs(), points, times, rows, random);
        double loss = match(velocities, batch);
        boolean learned = settings.embedding().isLearned();
        if (learned) {
            loss += tellApart(velocities, batch);
        }
        pass.backward(parameters, batch.inputs(), points, velocityDeltas, rows, learned ? pointDeltas : null, rule);
        if (learned) {
            backToLabels(batch);
        }
        placed.embeddings().update(parameters, tableGradient, rule);
        return loss;
    }

    private void place(Batch batch, RandomStream random) {
        for (int row = 0; row < batch.size(); row++) {
            double t = random.nextDouble();
            times[row] = t;
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                int at = row * dimension + i;
                starts[at] = (float) random.nextGaussian();
                points[at] = (float)
                        (t * table[label + i] + (1 - t) * starts[at] + settings.sigma() * random.nextGaussian());
            }
        }
    }

    /** ||v - (u - z_0)||². */
    private double match(float[] velocities, Batch batch) {
        double loss = 0;
        float factor = 2f / batch.size();
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                int at = row * dimension + i;
                float difference = velocities[at] - (table[label + i] - starts[at]);
                loss += (double) difference * difference;
                velocityDeltas[at] = factor * difference;
                tableGradient[label + i] -= factor * difference;
            }
        }
        return loss;
    }

    /** The cross-entropy at z + (1 - t) v. */
    private double tellApart(float[] velocities, Batch batch) {
        int rows = batch.size();
        for (int row = 0; row < rows; row++) {
            for (int at = row * dimension; at < (row + 1) * dimension; at++) {
                reached[at] = (float) (points[at] + (1 - times[row]) * velocities[at]);
                reachedDeltas[at] = 0;
            }
        }
        Distances.scores(reached, rows, table, dimension, scores);
        double loss = SoftmaxCrossEntropy.lossAndDelta(scores, batch, classes, scoreDeltas);
        for (int row = 0; row < rows; row++) {
            Distances.backward(reached, row, table, dimension, scoreDeltas, reachedDeltas, tableGradient);
            for (int at = row * dimension; at < (row + 1) * dimension; at++) {
                velocityDeltas[at] += (float) ((1 - times[row]) * reachedDeltas[at]);
            }
        }
        return loss;
    }

    /** From z = t u + .. to u. */
    private void backToLabels(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            int label = batch.label(row) * dimension;
            for (int i = 0; i < dimension; i++) {
                int at = row * dimension + i;
                tableGradient[label + i] += (float) (times[row] * (pointDeltas[at] + reachedDeltas[at]));
            }
        }
    }
}

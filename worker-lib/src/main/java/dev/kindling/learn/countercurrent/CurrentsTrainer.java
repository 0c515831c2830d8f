package dev.kindling.learn.countercurrent;

import dev.kindling.data.Batch;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.Dense;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;

/** Images up, class vectors down, then every layer's own loss. */
final class CurrentsTrainer implements Trainer {

    /** The authors' factor of the mean square; a layer's width divides it. */
    private static final double SCALE = 256;

    private final Currents networks;
    private final double strength;
    private final int classes;
    private final UpdateRule rule;
    private final PairLoss pair;
    private final ClippedGradient upGradient;
    private final ClippedGradient downGradient;
    private final float[][] activities;
    private final float[][] signals;
    private final float[] deltas;
    private final double[] losses;

    CurrentsTrainer(CounterCurrent settings, Currents networks, int capacity, UpdateRule rule) {
        this.networks = networks;
        this.strength = settings.strength();
        this.rule = rule;
        int last = networks.up().size();
        classes = networks.up().get(last - 1).out();
        pair = new PairLoss(classes, capacity);
        upGradient = new ClippedGradient(networks.up(), settings.clip());
        downGradient = new ClippedGradient(networks.down(), settings.clip());
        activities = new float[last + 1][];
        signals = new float[last + 1][];
        losses = new double[last + 1];
        int widest = classes;
        for (int l = 0; l <= last; l++) {
            int width = width(l);
            activities[l] = new float[l == 0 ? 0 : Blas.lengthFor(capacity, width)];
            signals[l] = new float[Blas.lengthFor(classes, width)];
            widest = Math.max(widest, width);
        }
        deltas = new float[Blas.lengthFor(Math.max(capacity, classes), widest)];
        for (int c = 0; c < classes; c++) {
            signals[last][c * classes + c] = 1;
        }
    }

    private int width(int layer) {
        return layer == 0
                ? networks.up().get(0).in()
                : networks.up().get(layer - 1).out();
    }

    /** The means of the layers' losses in the last step, 0..L. */
    double[] losses() {
        return losses;
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        activities[0] = batch.inputs();
        up(parameters, batch.size());
        down(parameters);
        double sum = 0;
        for (int l = 0; l < losses.length; l++) {
            losses[l] = l + 1 < losses.length ? learnPair(l, batch) : learnScores(batch);
            sum += losses[l];
        }
        rule.beginStep(rateFactor);
        upGradient.handOver(parameters, rule);
        downGradient.handOver(parameters, rule);
        return sum * batch.size();
    }

    private void up(float[] parameters, int rows) {
        for (int l = 1; l < losses.length; l++) {
            Dense layer = networks.up().get(l - 1);
            layer.forward(parameters, activities[l - 1], rows, activities[l]);
            if (l + 1 < losses.length) {
                Elu.apply(activities[l], rows * layer.out());
            }
        }
    }

    private void down(float[] parameters) {
        for (int l = losses.length - 2; l >= 0; l--) {
            Dense layer = networks.down().get(l);
            layer.forward(parameters, signals[l + 1], classes, signals[l]);
            if (l > 0) {
                Elu.apply(signals[l], classes * layer.out());
            }
        }
    }

    private double learnPair(int l, Batch batch) {
        int rows = batch.size();
        int width = width(l);
        double weight = strength * SCALE / width;
        double loss = pair.measure(activities[l], signals[l], batch, width, weight);
        if (l > 0) {
            pair.byActivities(signals[l], rows, width, weight, deltas);
            Elu.gradient(activities[l], deltas, rows * width);
            upGradient.set(l - 1, activities[l - 1], deltas, rows);
        }
        pair.bySignals(activities[l], rows, width, weight, deltas);
        if (l > 0) {
            Elu.gradient(signals[l], deltas, classes * width);
        }
        downGradient.set(l, signals[l + 1], deltas, classes);
        return loss;
    }

    private double learnScores(Batch batch) {
        int last = losses.length - 1;
        double summed = SoftmaxCrossEntropy.lossAndDelta(activities[last], batch, classes, deltas);
        upGradient.set(last - 1, activities[last - 1], deltas, batch.size());
        return summed / batch.size();
    }
}

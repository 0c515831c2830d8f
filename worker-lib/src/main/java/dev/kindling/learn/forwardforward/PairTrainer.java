package dev.kindling.learn.forwardforward;

import dev.kindling.data.Batch;
import dev.kindling.learn.Problem;
import dev.kindling.learn.Trainer;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** One step: a neutral pass for the head if there is one, then every layer once, on positives and negatives together. */
final class PairTrainer implements Trainer {

    private final Negatives negatives;
    private final double randomShare;
    private final int classes;
    private final int width;
    private final UpdateRule rule;
    private final InputRows inputs;
    private final HiddenLayer[] layers;
    private final @Nullable SoftmaxHead head;
    private final @Nullable HybridImages hybrids;

    PairTrainer(ForwardForward settings, Structure structure, Problem problem, int batchCapacity, UpdateRule rule) {
        this.negatives = settings.negatives();
        this.randomShare = settings.randomShare();
        this.classes = problem.classes();
        this.width = problem.input().size();
        this.rule = rule;
        int rows = Math.multiplyExact(2, batchCapacity);
        this.inputs = new InputRows(settings, width, classes, rows);
        this.layers = structure.layers(settings, rows);
        this.head = structure.head() == null ? null : new SoftmaxHead(structure.head(), layers, batchCapacity);
        this.hybrids = negatives == Negatives.HYBRID ? new HybridImages(problem.input()) : null;
    }

    @Override
    public double step(float[] parameters, Batch batch, float rateFactor, RandomStream random) {
        rule.beginStep(rateFactor);
        double loss = 0;
        if (head != null && hybrids == null) {
            loss += learnHead(head, parameters, batch);
        }
        fillPairs(batch, random);
        loss += learnLayers(parameters, batch.size());
        if (head != null && hybrids != null) {
            // The positives, images as they are, have just gone through the layers: they are the head's examples too.
            head.forward(parameters, batch.size());
            loss += head.learn(parameters, batch, rule);
        }
        return loss;
    }

    private double learnHead(SoftmaxHead softmax, float[] parameters, Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            inputs.neutral(row, batch.inputs(), row * width);
        }
        float[] below = inputs.values();
        for (HiddenLayer layer : layers) {
            layer.forward(parameters, below, batch.size());
            below = layer.outputs();
        }
        softmax.forward(parameters, batch.size());
        return softmax.learn(parameters, batch, rule);
    }

    private void fillPairs(Batch batch, RandomStream random) {
        int pairs = batch.size();
        for (int row = 0; row < pairs; row++) {
            if (hybrids != null) {
                inputs.plain(row, batch.inputs(), row * width);
                inputs.plain(pairs + row, hybrids.draw(row, batch.inputs(), pairs, random), 0);
            } else {
                inputs.labelled(row, batch.inputs(), row * width, batch.label(row));
                inputs.labelled(pairs + row, batch.inputs(), row * width, wrongLabel(row, batch.label(row), random));
            }
        }
    }

    private int wrongLabel(int row, int label, RandomStream random) {
        return negatives == Negatives.HARD && head != null
                ? WrongLabels.mixed(label, head.probabilities(), row * classes, classes, randomShare, random)
                : WrongLabels.uniform(label, classes, random);
    }

    private double learnLayers(float[] parameters, int pairs) {
        double loss = 0;
        float[] below = inputs.values();
        for (HiddenLayer layer : layers) {
            layer.forward(parameters, below, 2 * pairs);
            loss += layer.learn(parameters, below, pairs, rule);
            below = layer.outputs();
        }
        return loss;
    }
}

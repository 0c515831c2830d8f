package dev.kindling.learn.localloss;

import dev.kindling.data.Batch;
import dev.kindling.nn.SoftmaxCrossEntropy;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import java.util.Arrays;

/** The classes' goodness and its cross-entropy. Sums over a map are double, position by position, so a row's bits are its own. */
final class ChannelGroupsPass implements LocalLossPass {

    private final boolean squares;
    private final int classes;
    private final int channels;
    private final int positions;
    private final double temperature;
    private final int[] starts;
    private final double[] sums;
    private final float[] slopes;
    private final float[] goodness;
    private final float[] goodnessDeltas;

    ChannelGroupsPass(ChannelGroups groups, int capacity) {
        squares = groups.of() == ChannelGroups.Of.SQUARES;
        classes = groups.classes();
        channels = groups.output().channels();
        positions = groups.positions();
        temperature = groups.temperature();
        starts = new int[classes + 1];
        Arrays.setAll(starts, groups::start);
        sums = new double[channels];
        slopes = new float[channels];
        goodness = new float[capacity * classes];
        goodnessDeltas = new float[goodness.length];
    }

    @Override
    public double learn(
            float[] parameters,
            float[] outputs,
            Batch batch,
            float[] outputDeltas,
            UpdateRule rule,
            RandomStream random) {
        scores(parameters, outputs, batch.size(), goodness);
        double loss = SoftmaxCrossEntropy.lossAndDelta(goodness, batch, classes, goodnessDeltas);
        for (int row = 0; row < batch.size(); row++) {
            back(outputs, row, outputDeltas);
        }
        return loss;
    }

    @Override
    public void scores(float[] parameters, float[] outputs, int rows, float[] scores) {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(sums, 0);
            for (int position = 0; position < positions; position++) {
                add(outputs, (row * positions + position) * channels);
            }
            for (int c = 0; c < classes; c++) {
                double sum = 0;
                for (int i = starts[c]; i < starts[c + 1]; i++) {
                    sum += sums[i];
                }
                scores[row * classes + c] = (float) (sum / divisor(c));
            }
        }
    }

    private double divisor(int group) {
        return (double) (starts[group + 1] - starts[group]) * positions * temperature;
    }

    private void add(float[] outputs, int from) {
        for (int i = 0; i < channels; i++) {
            double value = outputs[from + i];
            sums[i] += squares ? value * value : value;
        }
    }

    /** dg/dy = 2 y / n for squares, 1 / n for values; n the values of the group, times the temperature. */
    private void back(float[] outputs, int row, float[] outputDeltas) {
        for (int c = 0; c < classes; c++) {
            double slope = goodnessDeltas[row * classes + c] / divisor(c);
            Arrays.fill(slopes, starts[c], starts[c + 1], (float) (squares ? 2 * slope : slope));
        }
        for (int position = 0; position < positions; position++) {
            int from = (row * positions + position) * channels;
            for (int i = 0; i < channels; i++) {
                outputDeltas[from + i] = squares ? slopes[i] * outputs[from + i] : slopes[i];
            }
        }
    }
}

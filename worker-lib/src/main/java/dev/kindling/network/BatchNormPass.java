package dev.kindling.network;

import dev.kindling.nn.Activation;
import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import org.jspecify.annotations.Nullable;

/** Sums over positions run over several at once, a tile: loops over the channels alone are too short for vector code. */
final class BatchNormPass implements Pass {

    private final BatchNorm.Placed layer;
    private final int channels;
    private final int positions;
    private final ChannelSums sums;
    private final float[] outputs;
    private final float[] factors;
    private final float[] offsets;
    private final float[] slopes;
    private final float[] constants;
    private final double[] means;
    private final double[] inverses;
    private final float[] scaleGradient;
    private final float[] shiftGradient;
    private final ChannelTile tile;

    BatchNormPass(BatchNorm.Placed layer, int capacity) {
        this.layer = layer;
        channels = layer.input().channels();
        positions = layer.input().height() * layer.input().width();
        sums = new ChannelSums(channels);
        tile = new ChannelTile(channels);
        outputs = new float[Blas.lengthFor(capacity, layer.input().size())];
        factors = new float[channels];
        offsets = new float[channels];
        slopes = new float[channels];
        constants = new float[channels];
        means = new double[channels];
        inverses = new double[channels];
        scaleGradient = new float[channels];
        shiftGradient = new float[channels];
    }

    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        for (int c = 0; c < channels; c++) {
            double mean = parameters[layer.mean() + c];
            normaliseBy(parameters, c, mean, Math.max(0, parameters[layer.meanSquare() + c] - mean * mean));
        }
        return normalised(inputs, rows * positions * channels);
    }

    @Override
    public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
        if (layer.isHeld()) {
            return infer(parameters, inputs, rows);
        }
        int length = rows * positions * channels;
        double places = (double) rows * positions;
        sums.ofValuesAndSquares(inputs, length);
        float momentum = (float) layer.settings().momentum();
        for (int c = 0; c < channels; c++) {
            double mean = sums.first(c) / places;
            double meanSquare = sums.second(c) / places;
            normaliseBy(parameters, c, mean, Math.max(0, meanSquare - mean * mean));
            move(parameters, layer.mean() + c, mean, momentum);
            move(parameters, layer.meanSquare() + c, meanSquare, momentum);
        }
        return normalised(inputs, length);
    }

    private static void move(float[] parameters, int index, double value, float momentum) {
        parameters[index] += momentum * ((float) value - parameters[index]);
    }

    private void normaliseBy(float[] parameters, int c, double mean, double variance) {
        means[c] = mean;
        inverses[c] = 1 / Math.sqrt(variance + layer.settings().epsilon());
        double factor = parameters[layer.scale() + c] * inverses[c];
        factors[c] = (float) factor;
        offsets[c] = (float) (parameters[layer.shift() + c] - factor * mean);
    }

    private float[] normalised(float[] inputs, int length) {
        tile.scaleAndShift(inputs, length, factors, offsets, layer.settings().relu(), outputs);
        return outputs;
    }

    /** dx = s / sd (dy - mean(dy) - xn mean(dy xn)) with xn the normalised input; s / sd dy where statistics are held. */
    @Override
    public void backward(
            float[] parameters,
            float[] inputs,
            float[] outputDeltas,
            int rows,
            float @Nullable [] inputDeltas,
            UpdateRule rule) {
        int length = rows * positions * channels;
        if (layer.settings().relu()) {
            Activation.RELU.gradient(outputs, outputDeltas, length);
        }
        sums.ofValuesAndProducts(outputDeltas, inputs, length);
        double places = (double) rows * positions;
        for (int c = 0; c < channels; c++) {
            double sum = sums.first(c);
            double withNormalised = (sums.second(c) - means[c] * sum) * inverses[c];
            shiftGradient[c] = (float) sum;
            scaleGradient[c] = (float) withNormalised;
            double slope = layer.isHeld() ? 0 : -withNormalised * inverses[c] / places;
            slopes[c] = (float) (factors[c] * slope);
            constants[c] = layer.isHeld() ? 0 : (float) (factors[c] * (-sum / places - slope * means[c]));
        }
        if (inputDeltas != null) {
            tile.combine(outputDeltas, inputs, length, factors, slopes, constants, inputDeltas);
        }
        rule.vector(parameters, layer.scale(), scaleGradient, channels);
        rule.vector(parameters, layer.shift(), shiftGradient, channels);
    }
}

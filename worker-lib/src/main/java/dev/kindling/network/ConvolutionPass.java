package dev.kindling.network;

import dev.kindling.nn.UpdateRule;
import dev.kindling.random.RandomStream;
import dev.kindling.tensor.Blas;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Products of patches, some images at a time: as many as keep the patches in the second-level cache. */
final class ConvolutionPass implements Pass {

    private static final int PATCH_VALUES = 1 << 17;

    private final Conv2d.Placed layer;
    private final Patches patches;
    private final int size;
    private final int channels;
    private final int positions;
    private final int inputSize;
    private final int group;
    private final float[] gathered;
    private final float[] outputs;
    private final float[] weightGradient;
    private final float[] columnSums;

    ConvolutionPass(Conv2d.Placed layer, int capacity) {
        Conv2d.Window window = layer.window();
        this.layer = layer;
        this.patches = new Patches(window);
        this.size = window.size();
        this.channels = window.settings().channels();
        this.positions = window.positions();
        this.inputSize = window.input().size();
        this.group = Math.max(1, Math.min(capacity, PATCH_VALUES / (positions * size)));
        this.gathered = new float[Blas.lengthFor(group * positions, size)];
        this.outputs = new float[Blas.lengthFor(capacity * positions, channels)];
        this.weightGradient = new float[size * channels];
        this.columnSums = new float[channels];
    }

    /** One image a product: its outputs have the same bits in whatever batch it comes. */
    @Override
    public float[] infer(float[] parameters, float[] inputs, int rows) {
        return forward(parameters, inputs, rows, 1);
    }

    @Override
    public float[] train(float[] parameters, float[] inputs, int rows, RandomStream random) {
        return forward(parameters, inputs, rows, group);
    }

    private float[] forward(float[] parameters, float[] inputs, int rows, int most) {
        float beta = spreadBiases(parameters, rows * positions);
        for (int row = 0; row < rows; row += most) {
            int images = Math.min(most, rows - row);
            gather(inputs, row, images);
            Blas.multiply(
                    images * positions,
                    channels,
                    size,
                    1,
                    gathered,
                    0,
                    parameters,
                    layer.weights(),
                    beta,
                    outputs,
                    row * positions * channels);
        }
        return outputs;
    }

    private float spreadBiases(float[] parameters, int places) {
        if (layer.biases() == Conv2d.Placed.NO_BIAS) {
            return 0;
        }
        for (int place = 0; place < places; place++) {
            System.arraycopy(parameters, layer.biases(), outputs, place * channels, channels);
        }
        return 1;
    }

    private void gather(float[] inputs, int row, int images) {
        for (int i = 0; i < images; i++) {
            patches.gather(inputs, (row + i) * inputSize, gathered, i * positions * size);
        }
    }

    @Override
    public void backward(
            float[] parameters,
            float[] inputs,
            float[] outputDeltas,
            int rows,
            float @Nullable [] inputDeltas,
            UpdateRule rule) {
        weightGradient(inputs, outputDeltas, rows);
        if (inputDeltas != null) {
            inputDeltas(parameters, outputDeltas, rows, inputDeltas);
        }
        rule.vector(parameters, layer.weights(), weightGradient, size * channels);
        if (layer.biases() != Conv2d.Placed.NO_BIAS) {
            Blas.columnSums(rows * positions, channels, outputDeltas, columnSums);
            rule.vector(parameters, layer.biases(), columnSums, channels);
        }
    }

    private void weightGradient(float[] inputs, float[] outputDeltas, int rows) {
        for (int row = 0; row < rows; row += group) {
            int images = Math.min(group, rows - row);
            gather(inputs, row, images);
            Blas.multiplyTransposedLeft(
                    size,
                    channels,
                    images * positions,
                    1,
                    gathered,
                    0,
                    outputDeltas,
                    row * positions * channels,
                    row == 0 ? 0 : 1,
                    weightGradient,
                    0);
        }
    }

    private void inputDeltas(float[] parameters, float[] outputDeltas, int rows, float[] inputDeltas) {
        Arrays.fill(inputDeltas, 0, rows * inputSize, 0);
        for (int row = 0; row < rows; row += group) {
            int images = Math.min(group, rows - row);
            Blas.multiplyTransposedRight(
                    images * positions,
                    size,
                    channels,
                    1,
                    outputDeltas,
                    row * positions * channels,
                    parameters,
                    layer.weights(),
                    0,
                    gathered,
                    0);
            for (int i = 0; i < images; i++) {
                patches.scatter(gathered, i * positions * size, inputDeltas, (row + i) * inputSize);
            }
        }
    }
}
